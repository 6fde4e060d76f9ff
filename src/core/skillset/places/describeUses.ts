import { splitsOf } from '../checks/splitMembers.ts';
import type { HoverSources } from '../hoverSources.ts';
import { type Lines, linesOf } from '../lines.ts';
import { type Definition, findDefinition, indexNames } from '../names.ts';
import type { TextRange } from '../problem.ts';
import type { Project } from '../project.ts';
import { type LocatedUse, usesOf } from '../uses/usesOf.ts';
import { escapeMarkdown } from './escapeMarkdown.ts';

/** More links than these are a list that nobody reads. */
const MOST_LINKS = 5;

/** Where a name is used, with links. Empty: nowhere. */
export function describeUses(definition: Definition, project: Project, sources: HoverSources): string {
  const link = linker(project, sources);
  const uses = usesOf(project, definition).filter(({ role }) => role === 'reference');
  const told = [
    linesIn('mixes', 'mix', 'mixes'),
    splitsWith(definition, project, link),
    linesIn('study', 'place', 'places', ' of the study'),
  ].filter((part) => part !== '');
  return told.length === 0 ? '' : `*Used* in ${told.join('; ')}`;

  function linesIn(section: string, one: string, many: string, rest = ''): string {
    const found = uses.filter((use) => isIn(use, section, project));
    if (found.length === 0) return '';
    const links = found.slice(0, MOST_LINKS).map(({ path, range }) => link('', path, range));
    const more = found.length > MOST_LINKS ? ', …' : '';
    return `${found.length === 1 ? `1 ${one}` : `${found.length} ${many}`}${rest} (${links.join(', ')}${more})`;
  }
}

type Link = (words: string, path: string, range: TextRange) => string;

/** Words that lead to a place; without words, its line. */
function linker({ documents }: Project, { linkTo }: HoverSources): Link {
  const known = new Map<string, Lines>();
  return (words, path, { start }) => {
    const lines = known.get(path) ?? linesOf(documents.get(path)?.text ?? '');
    known.set(path, lines);
    const { line } = lines.positionAt(start);
    const shown = words === '' ? `line ${line + 1}` : escapeMarkdown(words);
    return linkTo === undefined ? shown : `[${shown}](${linkTo({ path, line })})`;
  };
}

function isIn({ path, range }: LocatedUse, name: string, { documents }: Project): boolean {
  const sections = documents.get(path)?.sections ?? [];
  return sections.findLast((section) => section.range.start <= range.start)?.name === name;
}

/** The splits that a skill or topic belongs to, and those that a category is named in. */
function splitsWith({ kind, key }: Definition, project: Project, link: Link): string {
  const index = indexNames(project);
  const names = splitsOf(project, index).defined.filter((split) => {
    if (kind === 'skill') return split.skills.has(key);
    if (kind === 'topic') return split.topics.has(key);
    if (kind !== 'category') return false;
    return split.rule?.categories?.some((name) => findDefinition(index, ['category'], name)?.key === key);
  });
  if (names.length === 0) return '';
  const links = names.map(({ name }) => {
    const split = findDefinition(index, ['split'], name);
    return split === undefined ? escapeMarkdown(name) : link(name, split.path, split.range);
  });
  return `the ${links.length === 1 ? 'split' : 'splits'} ${links.join(', ')}`;
}
