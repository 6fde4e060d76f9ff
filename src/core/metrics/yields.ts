import type { Sampling } from '../runs/records.ts';
import type { Keep } from '../skillset/study.ts';
import { INTERVAL_METHOD } from './clusterRate.ts';
import type { ReportFacts } from './facts.ts';
import { createFates } from './fates.ts';
import { gradersOf, type SeriesEntries } from './groupIntoCells.ts';
import { compare, groupBy } from './grouping.ts';
import { samplingKey } from './internedFacts.ts';
import { pointsOf } from './judgedSamples.ts';
import { chooseEntries, type ReportOptions } from './report.ts';
import { LEVEL } from './wilson.ts';
import { createYieldTally, noFates, type YieldRows } from './yieldTally.ts';

/** How many attempts at a data set become data. Its JSON form is public: fields may be added, never changed. */
export interface YieldReport {
  /** Which texts are kept. */
  readonly keep: Keep;
  readonly intervals: { readonly level: number; readonly method: string; readonly unit: 'mix' };
  /** By student and sampling; for each in the eyes of each grader, and then of all of them together. */
  readonly tables: readonly YieldTable[];
}

export interface YieldTable extends YieldRows {
  readonly student: string;
  /** How the student was asked to write; null where that is not known. */
  readonly sampling: Sampling | null;
  /** A text is kept where all of these say so; none where no verdict is needed, or where nobody has graded. */
  readonly graders: readonly string[];
}

export interface YieldOptions extends ReportOptions {
  readonly keep: Keep;
}

/** The yield of the attempts that the options let through. With several graders, all of them must agree to keep. */
export function yieldsOf(facts: ReportFacts, options: YieldOptions): YieldReport {
  const byWriter = groupBy(chooseEntries(facts, options), ({ series: { writing } }) =>
    JSON.stringify([writing.student, samplingKey(writing.sampling)]),
  );
  const points = pointsOf(facts, options);
  return {
    keep: options.keep,
    intervals: { level: LEVEL, method: INTERVAL_METHOD, unit: 'mix' },
    tables: [...byWriter]
      .sort(([a], [b]) => compare(a, b))
      .flatMap(([, chosen]) =>
        juriesOf(facts, chosen, options).map((graders) =>
          tableOf(facts, chosen, points, { graders, keep: options.keep }),
        ),
      ),
  };
}

/** Each grader by itself, and where there are several, all together. To keep every text takes no grader. */
function juriesOf(
  facts: ReportFacts,
  chosen: readonly SeriesEntries[],
  { keep, filter }: YieldOptions,
): string[][] {
  const all = new Set(chosen.flatMap(({ entries }) => gradersOf(facts, entries)));
  const graders = [...all].filter((grader) => filter?.graders?.includes(grader) ?? true).sort(compare);
  if (keep === 'all' || graders.length === 0) return [[]];
  return [...graders.map((grader) => [grader]), ...(graders.length > 1 ? [graders] : [])];
}

function tableOf(
  facts: ReportFacts,
  chosen: readonly SeriesEntries[],
  points: readonly number[],
  jury: { readonly graders: readonly string[]; readonly keep: Keep },
): YieldTable {
  const [first] = chosen;
  const tally = createYieldTally(facts);
  const { mix, samplesUntil, series: seriesOf } = facts.entries;
  const fatesIn = facts.series.map(({ draw }) => createFates(facts, points, { k: draw.k, ...jury }));
  for (const entry of mixByMix(facts, chosen)) {
    const series = seriesOf[entry] ?? 0;
    const [draw, fateOf] = [facts.series[series]?.draw, fatesIn[series]];
    if (draw === undefined || fateOf === undefined) continue;
    const fates = noFates();
    const until = samplesUntil[entry] ?? 0;
    for (let sample = entry === 0 ? 0 : (samplesUntil[entry - 1] ?? 0); sample < until; sample += 1)
      fates[fateOf(sample)] += 1;
    tally.add(draw, mix[entry] ?? 0, fates);
  }
  return {
    student: first?.series.writing.student ?? '',
    sampling: first?.series.writing.sampling ?? null,
    graders: jury.graders,
    ...tally.rows(),
  };
}

/** The entries of all the series, those of one mix next to each other. */
function mixByMix({ entries: { mix }, mixes }: ReportFacts, chosen: readonly SeriesEntries[]): number[] {
  const firstOf = (entry: number): number => mixes.first[mix[entry] ?? 0] ?? 0;
  return chosen.flatMap(({ entries }) => entries).sort((a, b) => firstOf(a) - firstOf(b));
}
