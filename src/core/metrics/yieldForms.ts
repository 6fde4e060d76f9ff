import { formatEstimate } from '../format/formatFraction.ts';
import { csv } from './csv.ts';
import { type Column, left, right, textTable } from './textTable.ts';
import type { YieldReport, YieldTable } from './yields.ts';
import type { Yield } from './yieldTally.ts';

/** The yields as aligned tables for a terminal; of the pairs of skills only those that go together least. */
export function formatYields(report: YieldReport): string {
  if (report.tables.length === 0) return 'There are no attempts at data yet.\n';
  return [
    ...report.tables.flatMap((table) => [...tableLines(table, report), '']),
    `Intervals: ${Math.round(report.intervals.level * 100)} %, over mixes. ${report.intervals.method}.`,
    'yield: kept of the decided attempts. Not graded is not dropped.',
    '',
  ].join('\n');
}

/** Every row of every table, told apart by `by`: total, k, split, skill or pair. New columns are added at the end. */
export function yieldCsv(report: YieldReport): string {
  return csv(
    CSV_HEADER,
    report.tables.flatMap((table) =>
      rowsOf(table).map(({ by, k, split, one, other, figures }) => [
        table.student,
        table.sampling?.temperature ?? null,
        table.sampling?.maxTokens ?? null,
        table.graders.length === 0 ? null : JSON.stringify(table.graders),
        report.keep,
        by,
        k ?? null,
        split ?? null,
        one ?? null,
        other ?? null,
        ...COUNTS.map((name) => figures[name]),
      ]),
    ),
  );
}

/** How many pairs the text form shows. */
const MOST_PAIRS = 20;

function tableLines(table: YieldTable, { keep }: YieldReport): string[] {
  const rows = rowsOf(table);
  const pairs = rows.filter(({ by }) => by === 'pair');
  const shown = [...rows.filter(({ by }) => by !== 'pair'), ...pairs.slice(0, MOST_PAIRS)];
  const more = pairs.length - MOST_PAIRS;
  return [
    titleOf(table, keep),
    textTable(COLUMNS, shown.map(textRow)),
    ...(more > 0 ? [`${more} more pairs of skills: see --format csv or json.`] : []),
  ];
}

function titleOf({ student, sampling, graders }: YieldTable, keep: YieldReport['keep']): string {
  const settings = [
    ...(sampling?.temperature === undefined ? [] : [`temperature ${sampling.temperature}`]),
    ...(sampling?.maxTokens === undefined ? [] : [`at most ${sampling.maxTokens} tokens`]),
  ];
  return `${[student, ...settings].join(', ')}; ${keptBy(keep, graders)}`;
}

function keptBy(keep: YieldReport['keep'], graders: readonly string[]): string {
  if (keep === 'all') return 'every text is kept';
  const what = keep === 'full-marks' ? 'full marks' : 'all skills';
  if (graders.length === 0) return `kept with ${what}; nobody has graded yet`;
  return graders.length === 1
    ? `kept with ${what} from ${graders[0]}`
    : `kept with ${what} from each of ${graders.join(' and ')}`;
}

interface Row {
  readonly by: 'total' | 'k' | 'split' | 'skill' | 'pair';
  readonly k?: number;
  readonly split?: string;
  readonly one?: string;
  readonly other?: string;
  readonly figures: Yield;
}

function rowsOf({ total, byK, bySplit, bySkill, byPair }: YieldTable): Row[] {
  return [
    { by: 'total', figures: total },
    ...byK.map((row): Row => ({ by: 'k', k: row.k, figures: row })),
    ...bySplit.map((row): Row => ({ by: 'split', split: row.split, figures: row })),
    ...bySkill.map((row): Row => ({ by: 'skill', one: row.skill, figures: row })),
    ...byPair.map((row): Row => ({ by: 'pair', one: row.skills[0], other: row.skills[1], figures: row })),
  ];
}

const COLUMNS: readonly Column[] = [
  left('attempts at'),
  right('attempts'),
  right('decided'),
  right('kept'),
  left('yield'),
  right('unreadable'),
  right('ungraded'),
  right('failed'),
];

function textRow(row: Row): string[] {
  const { attempts, decided, kept, rate, low, high, unreadable, ungraded, failed } = row.figures;
  const counts = [attempts, decided, kept].map(String);
  return [
    nameOf(row),
    ...counts,
    formatEstimate(rate, low, high),
    ...[unreadable, ungraded, failed].map(String),
  ];
}

function nameOf({ by, k, split, one, other }: Row): string {
  if (by === 'total') return 'all';
  if (by === 'k') return `k = ${k}`;
  if (by === 'split') return `split ${split}`;
  return by === 'skill' ? `${one}` : `${one} + ${other}`;
}

const COUNTS = [
  'attempts',
  'decided',
  'kept',
  'rate',
  'low',
  'high',
  'unreadable',
  'ungraded',
  'failed',
] as const satisfies readonly (keyof Yield)[];

const CSV_HEADER = [
  'student',
  'temperature',
  'maxTokens',
  'graders',
  'keep',
  'by',
  'k',
  'split',
  'skill',
  'otherSkill',
  ...COUNTS,
];
