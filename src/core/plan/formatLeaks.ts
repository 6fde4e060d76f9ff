import { formatCount, plural } from '../format/formatCount.ts';
import { type Column, left, right, textTable } from '../metrics/textTable.ts';
import { LEAK_LEVELS, type Leak, type LeakLevel, type PartLeaks } from './leaks.ts';
import { cut, wrapped } from './wrap.ts';

const TITLES: Readonly<Record<LeakLevel, string>> = {
  skillsAlone: 'alone',
  skillsCombined: 'combined',
  topics: 'topics',
  pairs: 'pairs',
  combinations: 'together',
  combinationsOnTopic: 'on topic',
  mixes: 'same mix',
};

/** The leak report for a terminal of 100 columns. */
export function formatLeaks(parts: readonly PartLeaks[], trained: number): string {
  const columns: Column[] = [right('k'), left('split'), ...LEAK_LEVELS.map((level) => right(TITLES[level]))];
  const rows = parts.map(({ k, split, levels, mixes }) => [
    `${k}`,
    cut(split, 15),
    ...LEAK_LEVELS.map((level) => cell(levels[level], mixes)),
  ]);
  const title = `What the evaluation shares with the ${plural(trained, 'mix', 'mixes')} of the data, all attempts counted`;
  return [title, textTable(columns, rows), wrapped(LEGEND), ...worst(parts)].join('\n');
}

const LEGEND =
  'Each figure: the share of the part’s skills, topics, pairs or combinations that the data holds / the share of its mixes with one of them. alone: skills in mixes of one skill. combined: skills in mixes of more. together: all skills of the mix in one text, on whatever topic; on topic: on the same. Every attempt counts as held, whether or not its text will be kept: what is trained on in the end shares this much or less.';

function cell({ seen, of, touched }: Leak, mixes: number): string {
  return of === 0 ? '–' : `${percent(seen, of)}/${percent(touched, mixes)}`;
}

/** Neither a little nor nearly all is rounded away. */
function percent(part: number, whole: number): string {
  if (part === 0 || whole === 0) return '0%';
  const share = Math.round((100 * part) / whole);
  if (share === 0) return '<1%';
  return share === 100 && part < whole ? '>99%' : `${share}%`;
}

const NAMED = [
  ['skillsCombined', 'Skills'],
  ['pairs', 'Pairs'],
  ['combinations', 'Combinations'],
] as const;

/** How many of a level are named. */
const MOST_NAMED = 3;

function worst(parts: readonly PartLeaks[]): string[] {
  return NAMED.flatMap(([level, title]) => {
    // At k = 2 a combination is a pair.
    const told = level === 'combinations' ? parts.filter(({ k }) => k > 2) : parts;
    const all = told.flatMap(({ levels }) => levels[level].worst);
    const byName = new Map(all.map(({ names, count }) => [names.join(' + '), count]));
    const most = [...byName].sort(([, a], [, b]) => b - a).slice(0, MOST_NAMED);
    if (most.length === 0) return [];
    const named = most.map(([names, count]) => `${names} (${formatCount(count)})`).join(', ');
    return wrapped(`${title} that the data holds most: ${named}.`);
  });
}
