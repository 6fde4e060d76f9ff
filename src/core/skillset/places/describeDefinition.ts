import { plural } from '../../format/formatCount.ts';
import { splitsOf } from '../checks/splitMembers.ts';
import type { HoverSources } from '../hoverSources.ts';
import { type Definition, indexNames } from '../names.ts';
import type { Project } from '../project.ts';
import { nameKey } from '../skillset.ts';
import { textOf, textsOf, valueAt } from '../tree/node.ts';
import { describeUses } from './describeUses.ts';
import { escapeMarkdown } from './escapeMarkdown.ts';

/** What stands behind a name, as Markdown. The words of authors are escaped. */
export function describeDefinition(
  definition: Definition,
  project: Project,
  sources: HoverSources = {},
): string {
  const uses = describeUses(definition, project, sources);
  switch (definition.kind) {
    case 'skill':
      return paragraphs([describeSkill(definition), uses, describeRate(definition, sources)]);
    case 'topic':
      return paragraphs([title(definition.name, 'topic'), aliases(definition), uses]);
    case 'category':
      return paragraphs([title(definition.name, 'category'), memberCount(definition, project), uses]);
    case 'split':
      return paragraphs([title(definition.name, 'split'), splitSize(definition, project), uses]);
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

/** Over everything that was graded for the file. */
function describeRate({ key }: Definition, { rateOf }: HoverSources): string {
  const known = rateOf?.(key);
  if (known === undefined) return '';
  const percent = (share: number) => `${Math.round(share * 100)}`;
  return `*Rate so far:* ${percent(known.rate)} % of ${plural(known.tried, 'verdict')} (95 % interval ${percent(known.low)}–${percent(known.high)} %)`;
}

function splitSize({ name }: Definition, project: Project): string {
  const split = splitsOf(project, indexNames(project)).find(name);
  return split === undefined
    ? ''
    : `${plural(split.skills.size, 'skill')}, ${plural(split.topics.size, 'topic')}`;
}

function aliases({ entry }: Pick<Definition, 'entry'>): string {
  const names = textsOf(valueAt(entry, 'aliases'));
  return names.length === 0 ? '' : `*Also:* ${names.map(escapeMarkdown).join(' · ')}`;
}

function memberCount({ key }: Definition, project: Project): string {
  const members = [...indexNames(project).definitions.skill.values()].filter(
    ({ entry }) => nameKey(textOf(valueAt(entry, 'category')) ?? '') === key,
  );
  return plural(members.length, 'skill');
}

function title(name: string, kind: string): string {
  return `**${escapeMarkdown(name.trim())}** (${escapeMarkdown(kind)})`;
}

function paragraphs(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}
