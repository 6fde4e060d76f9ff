import { type Criterion, criteriaOf } from '../../grading/criterion.ts';
import type { Mix } from '../../mixes/mix.ts';
import { nameKey } from '../../skillset/skillset.ts';

/** A point as a grader's reply states it. */
export interface StatedPoint {
  /** What may be the name of its criterion: the cell of a table, or the headings before the point. */
  readonly names: readonly string[];
  /** In the grader's own figure, as it is written. */
  readonly value: string;
  readonly reason: string;
}

export interface StatedPoints {
  readonly points: readonly StatedPoint[];
  /** The total that the reply states, where it does. */
  readonly total?: number;
}

/** Reads the two forms that the release's graders were asked for: a table, and "Point earned: 1" behind each name. */
export function statedPoints(reply: string): StatedPoints {
  const rows = tableRows(reply);
  const points = rows.filter(({ name }) => !/^total\b/iu.test(name));
  if (points.length === 0) return prosePoints(reply);
  const reason = explanationOf(reply);
  const total = Number(rows.find(({ name }) => /^total\b/iu.test(name))?.value ?? Number.NaN);
  return {
    points: points.map(({ name, value }) => ({ names: [name], value, reason })),
    ...(Number.isFinite(total) ? { total } : {}),
  };
}

/** The criterion of the mix that each stated point is about; undefined where no name fits, or the names fit several. */
export function criteriaByName(mix: Mix, points: readonly StatedPoint[]): (Criterion | undefined)[] {
  const criteria = criteriaOf(mix);
  const found = points.map(({ names }) => {
    const fitting = criteria.filter((criterion) => names.some((name) => fits(criterion, name, mix)));
    return fitting.length === 1 ? fitting[0] : undefined;
  });
  const left = criteria.filter((criterion) => criterion.kind !== 'length' && !found.includes(criterion));
  // One name that fits nothing, and one criterion that has no name, belong together.
  if (left.length !== 1 || found.filter((criterion) => criterion === undefined).length !== 1) return found;
  return found.map((criterion) => criterion ?? left[0]);
}

function tableRows(reply: string): { readonly name: string; readonly value: string }[] {
  return reply.split(/\r?\n/u).flatMap((line) => {
    if (!line.includes('|')) return [];
    const [name, value, ...more] = line
      .trim()
      .replace(/^\||\|$/gu, '')
      .split('|')
      .map((cell) => cell.replace(/[*`]/gu, '').trim());
    if (name === undefined || value === undefined || more.length > 0) return [];
    return /^-?\d+(?:\.\d+)?$/u.test(value) ? [{ name, value }] : [];
  });
}

function explanationOf(reply: string): string {
  const words = reply
    .split(/\r?\n/u)
    .filter((line) => !/^\s*\|/u.test(line))
    .join('\n')
    .replace(/^\s*here[’']s the grading table:?/iu, '')
    .trim();
  return words.replace(/^explanation\s*:\s*/iu, '');
}

function prosePoints(reply: string): StatedPoints {
  const points: StatedPoint[] = [];
  let from = 0;
  for (const match of reply.matchAll(/points? earned\**\s*:\s*\**\s*(-?\d+(?:\.\d+)?)/giu)) {
    const words = reply.slice(from, match.index).trim();
    points.push({ names: headingsOf(words), value: match[1] ?? '', reason: words });
    from = match.index + match[0].length;
  }
  const total = /\bgrade\**\s*:[^\d\n]*(\d+(?:\.\d+)?)/iu.exec(reply.slice(from))?.[1];
  return { points, ...(total === undefined ? {} : { total: Number(total) }) };
}

/** What stands before a colon at the beginning of a line, less numbers, bullets and emphasis. */
function headingsOf(words: string): string[] {
  return Array.from(
    words.matchAll(/^[ \t]*(?:\d+[.)]|[-•])?[ \t*]*([^:\n]+?)[*]*:/gmu),
    (match) => match[1] ?? '',
  );
}

/** A name fits in full, or less its parentheses, which graders leave out; but no name fits two skills. */
function fits(criterion: Criterion, stated: string, mix: Mix): boolean {
  const name = nameKey(stated);
  if (criterion.kind === 'topic') return /^pertains to\b/u.test(name) || name === nameKey(mix.topic.name);
  if (criterion.kind === 'sense') return /^(?:the )?text makes sense\b/u.test(name);
  if (criterion.kind === 'length') return /^at most\b/u.test(name);
  const bare = name.replace(/^(?:correctly illustrates|illustrates|contains)\s+/u, '');
  if (bare === nameKey(criterion.skill)) return true;
  const alike = mix.skills.filter(
    (skill) => withoutParentheses(skill.name) === withoutParentheses(criterion.skill),
  );
  return alike.length === 1 && withoutParentheses(bare) === withoutParentheses(criterion.skill);
}

function withoutParentheses(name: string): string {
  return nameKey(name.replace(/\([^()]*\)/gu, ' '));
}
