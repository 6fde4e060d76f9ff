import type { ReportFacts, Series } from './facts.ts';
import { compare } from './grouping.ts';
import { samplingKey } from './internedFacts.ts';
import { type JudgedSamples, judgedBy } from './judgedSamples.ts';

/** The samples of one series, in the eyes of one grader; null where no grader was at it. */
export interface CellGroup {
  readonly series: Series;
  readonly grader: string | null;
  readonly judged: JudgedSamples;
}

/** Some samples of one series, as places in the columns of the facts. */
export interface SeriesSamples {
  readonly series: Series;
  readonly samples: readonly number[];
}

/** Groups in the order of student, grader, split, k, and then of what else tells them apart. */
export function groupIntoCells(
  facts: ReportFacts,
  chosen: readonly SeriesSamples[],
  graders: readonly string[] | undefined,
): CellGroup[] {
  return chosen.flatMap((series) => cellsOf(facts, series, graders)).sort(inOrder);
}

/** One group for each grader that was at one of the samples. */
function cellsOf(
  facts: ReportFacts,
  { series, samples }: SeriesSamples,
  wanted: readonly string[] | undefined,
): CellGroup[] {
  const graders = gradersOf(facts, samples).filter((grader) => wanted?.includes(grader) ?? true);
  return (graders.length === 0 ? [null] : graders).map((grader) => ({
    series,
    grader,
    judged: judgedBy(grader, facts, samples),
  }));
}

/** Each once. */
export function gradersOf(
  { samples: { judgedUntil, judgement }, judgements }: ReportFacts,
  samples: readonly number[],
): string[] {
  const said = new Set<number | undefined>();
  for (const sample of samples)
    for (let at = judgedUntil[sample - 1] ?? 0; at < (judgedUntil[sample] ?? 0); at += 1)
      said.add(judgement[at]);
  return [...new Set(judgements.filter((_, place) => said.has(place)).map(({ grader }) => grader))];
}

function inOrder(
  { series: a, grader: graderOfA }: CellGroup,
  { series: b, grader: graderOfB }: CellGroup,
): number {
  return (
    compare(a.writing.student, b.writing.student) ||
    compare(graderOfA ?? '', graderOfB ?? '') ||
    compare(a.draw.split, b.draw.split) ||
    a.draw.k - b.draw.k ||
    compare(a.writing.purpose ?? '', b.writing.purpose ?? '') ||
    (a.draw.seed ?? -1) - (b.draw.seed ?? -1) ||
    compare(samplingKey(a.writing.sampling), samplingKey(b.writing.sampling))
  );
}
