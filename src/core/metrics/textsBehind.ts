import type { SampleId, SamplePurpose } from '../runs/records.ts';
import type { ReportFacts } from './facts.ts';
import { groupIntoCells } from './groupIntoCells.ts';
import { areBy, type JudgedState, judgedState, judgementOf, pointsOf } from './judgedSamples.ts';
import { chooseEntries, type ReportOptions } from './report.ts';
import { type TextScores, textScores } from './textScores.ts';

/**
 * One text in the eyes of one grader, as it counts in the cell of its student, split and k: with these a reader can work
 * out the ratios again, and find the texts behind them. Its JSON form is public: fields may be added, never changed.
 */
export interface TextBehind {
  readonly sample: SampleId;
  /** The same number for the texts of one mix. */
  readonly mix: number;
  readonly student: string;
  /** Null where nobody has graded any text of the cell. */
  readonly grader: string | null;
  readonly split: string;
  readonly k: number;
  readonly purpose: SamplePurpose | null;
  readonly seed: number | null;
  readonly state: JudgedState;
  /** A digit for each skill, then for topic, sense and length, after the name rule where it is on; null: not graded. */
  readonly points: string | null;
  readonly scores: TextScores | null;
}

/** The texts of all cells, in their order. `idsOf` tells the ids of samples by their numbers. */
export async function textsBehind(
  facts: ReportFacts,
  options: ReportOptions,
  idsOf: (numbers: readonly number[]) => Promise<readonly SampleId[]>,
): Promise<TextBehind[]> {
  const { samples, judgements, mixes, entries: columns } = facts;
  const points = pointsOf(facts, options);
  const found: (Omit<TextBehind, 'sample'> & { readonly number: number })[] = [];
  for (const { series, entries, grader } of groupIntoCells(
    facts,
    chooseEntries(facts, options),
    options.filter?.graders,
  )) {
    const { student, purpose } = series.writing;
    const { split, k, seed } = series.draw;
    const isOwn = areBy(grader, facts);
    for (const entry of entries) {
      const version = columns.mix[entry] ?? 0;
      const mix = 1 + (mixes.first[version] ?? version);
      const until = columns.samplesUntil[entry] ?? 0;
      for (let at = entry === 0 ? 0 : (columns.samplesUntil[entry - 1] ?? 0); at < until; at += 1) {
        const place = judgementOf(samples, at, isOwn);
        const state = judgedState(samples.state[at], place === undefined ? undefined : judgements[place]);
        const mask = state === 'graded' && place !== undefined ? points[place] : undefined;
        found.push({
          ...{ number: samples.number[at] ?? -1, mix, student, grader, split, k, purpose, seed, state },
          points: mask === undefined ? null : digitsOf(mask, k + 3),
          scores: mask === undefined ? null : textScores(mask, k),
        });
      }
    }
  }
  const ids = await idsOf(found.map(({ number }) => number));
  return found.flatMap(({ number: _, ...text }, place) => {
    const sample = ids[place];
    return sample === undefined ? [] : [{ sample, ...text }];
  });
}

function digitsOf(mask: number, criteria: number): string {
  return Array.from({ length: criteria }, (_, position) => (mask / 2 ** position) & 1).join('');
}
