import { type Definition, indexNames } from '../names.ts';
import type { Project } from '../project.ts';
import { nameKey } from '../skillset.ts';
import { textOf, textsOf, valueAt } from '../tree/node.ts';
import { escapeMarkdown } from './escapeMarkdown.ts';

/** What stands behind a name, as Markdown. The words of authors are escaped. */
export function describeDefinition(definition: Definition, project: Project): string {
  switch (definition.kind) {
    case 'skill':
      return describeSkill(definition);
    case 'topic':
      return paragraphs([title(definition.name, 'topic'), aliases(definition)]);
    case 'category':
      return paragraphs([title(definition.name, 'category'), memberCount(definition, project)]);
    case 'split':
      return title(definition.name, 'split');
  }
}

function describeSkill({ name, entry }: Definition): string {
  const category = textOf(valueAt(entry, 'category'));
  const example = textOf(valueAt(entry, 'example'));
  return paragraphs([
    title(name, category === undefined ? 'skill' : `${category} skill`),
    escapeMarkdown(textOf(valueAt(entry, 'definition')) ?? ''),
    example === undefined ? '' : `*Example:* ${escapeMarkdown(example)}`,
    aliases({ entry }),
  ]);
}

function aliases({ entry }: Pick<Definition, 'entry'>): string {
  const names = textsOf(valueAt(entry, 'aliases'));
  return names.length === 0 ? '' : `*Also:* ${names.map(escapeMarkdown).join(' · ')}`;
}

function memberCount({ key }: Definition, project: Project): string {
  const members = [...indexNames(project).definitions.skill.values()].filter(
    ({ entry }) => nameKey(textOf(valueAt(entry, 'category')) ?? '') === key,
  );
  return members.length === 1 ? '1 skill' : `${members.length} skills`;
}

function title(name: string, kind: string): string {
  return `**${escapeMarkdown(name.trim())}** (${escapeMarkdown(kind)})`;
}

function paragraphs(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}
