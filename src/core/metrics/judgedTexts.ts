import type { ReportFacts, Series } from './facts.ts';
import type { SeriesEntries } from './groupIntoCells.ts';

/** A text with what some graders came to. */
export interface JudgedText {
  readonly series: Series;
  /** The place of its version of the mix. */
  readonly mix: number;
  /** The place of the first version: the same for all texts of one mix. */
  readonly cluster: number;
  /** The place of the sample. */
  readonly sample: number;
  /** The places of the verdicts, in the order of the graders; undefined for one without a verdict. */
  readonly verdicts: readonly (number | undefined)[];
}

/** The texts of the chosen entries with a verdict of at least one of the graders; those of one mix follow each other. */
export function* judgedTexts(
  facts: ReportFacts,
  chosen: readonly SeriesEntries[],
  graders: readonly string[],
): Generator<JudgedText> {
  const { samples, judgements, mixes } = facts;
  const { mix: mixOf, samplesUntil } = facts.entries;
  const raterOf = judgements.map(({ grader, state }) => (state === 'graded' ? graders.indexOf(grader) : -1));
  for (const { series, entries } of chosen)
    for (const entry of entries) {
      const mix = mixOf[entry] ?? 0;
      const cluster = mixes.first[mix] ?? mix;
      const until = samplesUntil[entry] ?? 0;
      for (let sample = entry === 0 ? 0 : (samplesUntil[entry - 1] ?? 0); sample < until; sample += 1) {
        if (samples.state[sample] !== 'text') continue;
        const verdicts = verdictsOf(samples, sample, raterOf, graders.length);
        if (verdicts !== undefined) yield { series, mix, cluster, sample, verdicts };
      }
    }
}

function verdictsOf(
  { judgedUntil, judgement }: ReportFacts['samples'],
  sample: number,
  raterOf: readonly number[],
  raters: number,
): (number | undefined)[] | undefined {
  let verdicts: (number | undefined)[] | undefined;
  const until = judgedUntil[sample] ?? 0;
  for (let at = sample === 0 ? 0 : (judgedUntil[sample - 1] ?? 0); at < until; at += 1) {
    const place = judgement[at] ?? 0;
    const rater = raterOf[place] ?? -1;
    if (rater === -1) continue;
    verdicts ??= Array<number | undefined>(raters).fill(undefined);
    verdicts[rater] = place;
  }
  return verdicts;
}
