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
  /** How many of the graders have a verdict: at least one. */
  readonly judges: number;
}

/**
 * Visits the texts of the chosen entries with a verdict of at least one of the graders; those of one mix follow each
 * other. There may be very many, so all visits are given one and the same object: nothing of it is to be kept but its
 * numbers and its series.
 */
export function eachJudgedText(
  { samples, judgements, mixes, entries: columns }: ReportFacts,
  chosen: readonly SeriesEntries[],
  graders: readonly string[],
  visit: (text: JudgedText) => void,
): void {
  const { mix: mixOf, samplesUntil } = columns;
  const { state, judgedUntil, judgement } = samples;
  const raterOf = judgements.map(({ grader, state: judged }) =>
    judged === 'graded' ? graders.indexOf(grader) : -1,
  );
  const verdicts = graders.map((): number | undefined => undefined);
  for (const { series, entries } of chosen) {
    const text = { series, mix: 0, cluster: 0, sample: 0, verdicts, judges: 0 };
    for (const entry of entries) {
      text.mix = mixOf[entry] ?? 0;
      text.cluster = mixes.first[text.mix] ?? text.mix;
      const until = samplesUntil[entry] ?? 0;
      for (let sample = entry === 0 ? 0 : (samplesUntil[entry - 1] ?? 0); sample < until; sample += 1) {
        if (state[sample] !== 'text') continue;
        verdicts.fill(undefined);
        text.judges = 0;
        const last = judgedUntil[sample] ?? 0;
        for (let at = sample === 0 ? 0 : (judgedUntil[sample - 1] ?? 0); at < last; at += 1) {
          const place = judgement[at] ?? 0;
          const rater = raterOf[place] ?? -1;
          if (rater === -1) continue;
          verdicts[rater] = place;
          text.judges += 1;
        }
        text.sample = sample;
        if (text.judges > 0) visit(text);
      }
    }
  }
}
