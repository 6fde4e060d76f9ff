import { fileShape, LANGUAGE_VERSION } from '../../../src/core/skillset/schema/schema.ts';
import type { KeyRule, MappingShape, Shape } from '../../../src/core/skillset/schema/shape.ts';

/** docs/language.md: every key by place. */
export function languagePage(): string {
  return `# The skillset language

A skillset file is YAML, named \`*.skillset.yaml\` or \`*.skillset.yml\`. This page tells every key of version ${LANGUAGE_VERSION}, by the place
where it stands; **bold** ones are required. Names are compared without regard to case and spacing. What the checks of the
language tell is in [problems.md](problems.md).

Editors that read JSON schemas validate a file against \`media/skillset.schema.json\` (draft-07). With the YAML language
server, write as the first line of the file, with the path at which the schema lies:

\`\`\`yaml
# yaml-language-server: $schema=skillset.schema.json
\`\`\`

The schema tells what may stand where. That a name leads somewhere, or a split is not empty, is told by Skillmix alone.

This page and the schema are made by \`npx vitest run --project unit test/unit/skillset/language --update\`, and a test
holds them to the language.

${placesIn(fileShape, 'The file').map(section).join('\n\n')}
`;
}

interface Place {
  readonly title: string;
  readonly shape: MappingShape;
}

/** The mappings of the language, each before those within it. */
function placesIn(shape: MappingShape, title: string): Place[] {
  const prefix = shape === fileShape ? '' : `${title}.`;
  const inner = shape.keys.flatMap((rule) =>
    mappingsOf(rule.shape).flatMap(({ mapping, suffix }) => placesIn(mapping, prefix + rule.name + suffix)),
  );
  return [{ title, shape }, ...inner];
}

function mappingsOf(shape: Shape): { readonly mapping: MappingShape; readonly suffix: string }[] {
  switch (shape.kind) {
    case 'mapping':
      return [{ mapping: shape, suffix: '' }];
    case 'list':
      return mappingsOf(shape.of).map(({ mapping }) => ({ mapping, suffix: '[]' }));
    case 'entries':
      return mappingsOf(shape.of).map(({ mapping }) => ({ mapping, suffix: '.NAME' }));
    case 'either':
      return shape.mapping === undefined ? [] : mappingsOf(shape.mapping);
    default:
      return [];
  }
}

function section({ title, shape }: Place): string {
  const heading = shape === fileShape ? title : `\`${title}\``;
  return `## ${heading}

| key | value | example | |
| --- | --- | --- | --- |
${shape.keys.map(keyRow).join('\n')}`;
}

function keyRow({ name, shape, required, documentation, example }: KeyRule): string {
  const shown = example === undefined ? '' : code(example);
  return row(required ? `**${name}**` : name, kindOf(shape), shown, documentation);
}

function kindOf(shape: Shape): string {
  switch (shape.kind) {
    case 'text':
      return 'text';
    case 'name':
      return shape.role === 'reference' ? `name of a ${shape.of.join(' or ')}` : 'name';
    case 'integer':
      return `whole number from ${shape.least}${shape.most === undefined ? '' : ` to ${shape.most}`}`;
    case 'number':
      return shape.least === undefined ? 'number above 0' : `number from ${shape.least} to ${shape.most}`;
    case 'boolean':
      return `${code('true')} or ${code('false')}`;
    case 'choice':
      return shape.choices.map(({ value, documentation }) => `${code(value)}: ${documentation}`).join('<br>');
    case 'pattern':
      return shape.expected;
    case 'check':
      return 'regular expression';
    case 'path':
      return 'path';
    case 'list':
      return `list${shape.mayBeEmpty ? '' : ' of at least one'}: ${kindOf(shape.of)}${shape.orOne ? '; or one alone' : ''}`;
    case 'mapping':
      return 'keys, see below';
    case 'entries':
      return `each ${shape.defines} by its name, see below`;
    case 'either':
      return [shape.scalar, shape.list, shape.mapping]
        .flatMap((one) => (one ? kindOf(one) : []))
        .join('; or ');
  }
}

function code(text: string): string {
  return `\`${text}\``;
}

function row(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
