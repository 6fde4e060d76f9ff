import type { Sampling } from '../runs/records.ts';
import type { Keep } from '../skillset/study.ts';
import { INTERVAL_METHOD } from './clusterRate.ts';
import type { ReportFacts, SampleFacts } from './facts.ts';
import { gradersOf } from './groupIntoCells.ts';
import { compare, groupBy } from './grouping.ts';
import { samplingKey } from './internedFacts.ts';
import { type JudgedSample, judgedBy } from './judgedSample.ts';
import { chosenSamples, type ReportOptions } from './report.ts';
import { textScores } from './textScores.ts';
import { LEVEL } from './wilson.ts';
import { createYieldTally, type Fate, type YieldRows } from './yieldTally.ts';

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
  const byWriter = groupBy(chosenSamples(facts, options), ({ writing: { student, sampling } }) =>
    JSON.stringify([student, samplingKey(sampling)]),
  );
  return {
    keep: options.keep,
    intervals: { level: LEVEL, method: INTERVAL_METHOD, unit: 'mix' },
    tables: [...byWriter]
      .sort(([a], [b]) => compare(a, b))
      .flatMap(([, samples]) => juriesOf(samples, options).map((jury) => tableOf(samples, jury, options))),
  };
}

/** Each grader by itself, and where there are several, all together. To keep every text takes no grader. */
function juriesOf(samples: readonly SampleFacts[], { keep, filter }: YieldOptions): string[][] {
  const graders = gradersOf(samples)
    .filter((grader) => filter?.graders?.includes(grader) ?? true)
    .sort(compare);
  if (keep === 'all' || graders.length === 0) return [[]];
  return [...graders.map((grader) => [grader]), ...(graders.length > 1 ? [graders] : [])];
}

function tableOf(
  samples: readonly SampleFacts[],
  graders: readonly string[],
  options: YieldOptions,
): YieldTable {
  const [first] = samples;
  const tally = createYieldTally();
  for (const sample of samples) tally.add(sample.mix, fateOf(sample, graders, options));
  return {
    student: first?.writing.student ?? '',
    sampling: first?.writing.sampling ?? null,
    graders,
    ...tally.rows(),
  };
}

/** What became of one attempt. It is decided only once every grader has a verdict. */
function fateOf(sample: SampleFacts, graders: readonly string[], options: YieldOptions): Fate {
  if (sample.state !== 'text') return sample.state;
  if (options.keep === 'all') return 'kept';
  const judged = graders.map((grader) => judgedBy(grader, sample, options));
  if (judged.length === 0 || judged.some(({ state }) => state === 'ungraded')) return 'ungraded';
  if (judged.some(({ state }) => state === 'unreadable-grading')) return 'unreadable';
  if (judged.some(({ state }) => state === 'failed')) return 'failed';
  return judged.every((each) => passes(each, options.keep)) ? 'kept' : 'dropped';
}

function passes({ points, sample }: JudgedSample, keep: Keep): boolean {
  const { fullMarks, allSkills } = textScores(points, sample.mix.draw.k);
  return (keep === 'full-marks' ? fullMarks : allSkills) === 1;
}
