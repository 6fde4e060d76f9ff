import type { ReportFacts, Series } from './facts.ts';
import type { SeriesEntries } from './groupIntoCells.ts';
import { areBy, isUnreadable, judgedState, judgementOf } from './judgedSamples.ts';

/** Visits the texts of the chosen entries of which the answer or the grader's grading cannot be read. */
export function eachUnreadableText(
  facts: ReportFacts,
  chosen: readonly SeriesEntries[],
  grader: string,
  visit: (text: { readonly series: Series; readonly cluster: number }) => void,
): void {
  const { samples, judgements, mixes } = facts;
  const { mix: mixOf, samplesUntil } = facts.entries;
  const isOwn = areBy(grader, facts);
  for (const { series, entries } of chosen) {
    for (const entry of entries) {
      const mix = mixOf[entry] ?? 0;
      const text = { series, cluster: mixes.first[mix] ?? mix };
      const until = samplesUntil[entry] ?? 0;
      for (let sample = entry === 0 ? 0 : (samplesUntil[entry - 1] ?? 0); sample < until; sample += 1) {
        const place = judgementOf(samples, sample, isOwn);
        const state = judgedState(samples.state[sample], place === undefined ? undefined : judgements[place]);
        if (isUnreadable(state)) visit(text);
      }
    }
  }
}
