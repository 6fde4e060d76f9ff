import type { ReportFacts, Series } from './facts.ts';
import { compare } from './grouping.ts';
import { samplingKey } from './internedFacts.ts';

/** Entries of one series, as places in the columns of the facts; those of one mix stand together. */
export interface SeriesEntries {
  readonly series: Series;
  readonly entries: readonly number[];
}

/** Entries of one series, in the eyes of one grader; null where no grader was at it. */
export interface CellGroup extends SeriesEntries {
  readonly grader: string | null;
}

/** One for each grader that was at a series, by student, grader, split, k, and then by what else tells them apart. */
export function groupIntoCells(
  facts: ReportFacts,
  chosen: readonly SeriesEntries[],
  wanted: readonly string[] | undefined,
): CellGroup[] {
  return chosen
    .flatMap(({ series, entries }) => {
      const graders = gradersOf(facts, entries).filter((grader) => wanted?.includes(grader) ?? true);
      return (graders.length === 0 ? [null] : graders).map((grader) => ({ series, entries, grader }));
    })
    .sort(inOrder);
}

/** Who was at one of the samples, each once. */
export function gradersOf(
  { entries: { samplesUntil }, samples: { judgedUntil, judgement }, judgements }: ReportFacts,
  entries: readonly number[],
): string[] {
  const isThere = judgements.map(() => false);
  for (const entry of entries) {
    const first = entry === 0 ? 0 : (samplesUntil[entry - 1] ?? 0);
    const until = judgedUntil[(samplesUntil[entry] ?? 0) - 1] ?? 0;
    for (let at = first === 0 ? 0 : (judgedUntil[first - 1] ?? 0); at < until; at += 1)
      isThere[judgement[at] ?? 0] = true;
  }
  return [...new Set(judgements.filter((_, place) => isThere[place]).map(({ grader }) => grader))];
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
