import type { Judgement, SampleFacts } from './facts.ts';

/** A sample in the eyes of one grader. States that must not be mixed up have their own name. */
export interface JudgedSample {
  readonly sample: SampleFacts;
  readonly state: JudgedState;
  /** What the grader said; undefined where it was not asked. */
  readonly judgement: Judgement | undefined;
  /** The points of a graded text after the name rule, where it is on: a mask as in `Judgement`. */
  readonly points: number;
}

export type JudgedState =
  | 'graded'
  /** A text that the grader has not been given. */
  | 'ungraded'
  | 'unreadable-answer'
  | 'unreadable-grading'
  /** Asked and no reply, for the text or for all of its gradings. */
  | 'failed';

/** `grader` null: where nobody has graded. */
export function judgedBy(
  grader: string | null,
  sample: SampleFacts,
  { nameRule }: { readonly nameRule: boolean },
): JudgedSample {
  const judgement = sample.judgements.find((each) => each.grader === grader);
  return {
    sample,
    state: stateOf(sample, judgement),
    judgement,
    points: judgement === undefined ? 0 : pointsOf(judgement, nameRule),
  };
}

function stateOf({ state }: SampleFacts, judgement: Judgement | undefined): JudgedState {
  if (state === 'unreadable') return 'unreadable-answer';
  if (state === 'failed') return 'failed';
  if (judgement === undefined) return 'ungraded';
  return judgement.state === 'unreadable' ? 'unreadable-grading' : judgement.state;
}

function pointsOf({ points, named }: Judgement, nameRule: boolean): number {
  if (!nameRule || named === 0) return points;
  let left = points;
  for (let bit = 1; bit <= named; bit *= 2) if ((points / bit) & (named / bit) & 1) left -= bit;
  return left;
}
