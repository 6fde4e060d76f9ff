import type { Mix } from '../../mixes/mix.ts';
import { nameKey, type Skill } from '../../skillset/skillset.ts';
import { UNKNOWN_CATEGORY } from '../incoming/readLine.ts';
import { squeezed, type TableRow } from './tableRow.ts';

export type ReleaseMix =
  | { readonly kind: 'mix'; readonly mix: Mix }
  | { readonly kind: 'unreadable'; readonly why: string };

/**
 * The mix of a row: its names from the column `skills`, where each stands on a line of its own, so that commas within
 * a name do no harm; definitions and examples from the request, which holds `**name**: definition For example, example`.
 */
export function releaseMixOf(row: TableRow, request: string): ReleaseMix {
  const topic = squeezed(row.topic ?? '');
  if (topic === '') return unreadable('the row names no topic');
  const names = namesOf(row, request);
  if (names.length === 0) return unreadable('the row names no skills');
  const k = Number(row.k);
  if (k !== names.length) return unreadable(`the row says k = ${row.k} and names ${names.length} skills`);
  if (new Set(names.map(nameKey)).size < names.length) return unreadable('the row names a skill twice');
  const skills = names.map((name): Skill => ({ name, ...describedIn(request, name, names), ...PLAIN }));
  return { kind: 'mix', mix: { skills, topic: { name: topic, aliases: [] } } };
}

/** The form under which the tables of texts and of gradings name the same mix: the latter puts spaces after commas. */
export function mixKeyOf(row: TableRow): string {
  return JSON.stringify([nameKey((row.skills ?? '').replace(/,\s*/gu, ',')), nameKey(row.topic ?? '')]);
}

const PLAIN = { category: UNKNOWN_CATEGORY, aliases: [], common: false } as const;

function unreadable(why: string): ReleaseMix {
  return { kind: 'unreadable', why };
}

/** A tool that has taken the line breaks out of the column leaves the names in the request. */
function namesOf(row: TableRow, request: string): string[] {
  const cell = row.skills ?? '';
  const lines = cell
    .split(/,\s*\n\s*/u)
    .map(squeezed)
    .filter((name) => name !== '');
  if (String(lines.length) === row.k?.trim()) return lines;
  const named = Array.from(request.matchAll(/^\*\*(.+?)\*\*:/gmu), (match) => squeezed(match[1] ?? ''));
  const withoutSpaces = (text: string): string => text.replace(/\s+/gu, '');
  return withoutSpaces(named.join(',')) === withoutSpaces(cell) ? named : lines;
}

function describedIn(
  request: string,
  name: string,
  names: readonly string[],
): Pick<Skill, 'definition' | 'example'> {
  const from = afterName(request, name);
  if (from === undefined) return { definition: '', example: '' };
  const rest = request.slice(from);
  const ends = [
    ...names.flatMap((other) => (other === name ? [] : (startOfName(rest, other) ?? []))),
    rest.search(/\r?\n[ \t]*\r?\n/u),
  ].filter((end) => end >= 0);
  const words = squeezed(rest.slice(0, Math.min(rest.length, ...ends)));
  const split = words.indexOf(EXAMPLE);
  if (split < 0) return { definition: words, example: '' };
  return { definition: words.slice(0, split).trim(), example: words.slice(split + EXAMPLE.length).trim() };
}

const EXAMPLE = 'For example, ';

function startOfName(text: string, name: string): number | undefined {
  return nameMatch(text, name)?.index;
}

function afterName(text: string, name: string): number | undefined {
  const match = nameMatch(text, name);
  return match === undefined ? undefined : match.index + match[0].length;
}

function nameMatch(text: string, name: string): (RegExpMatchArray & { index: number }) | undefined {
  for (const match of text.matchAll(/^\*\*(.+?)\*\*:[ \t]*/gmu))
    if (nameKey(match[1] ?? '') === nameKey(name)) return match;
  return undefined;
}
