import type { Judgement, ReportFacts, SampleState } from './facts.ts';

/** Samples in the eyes of one grader: one entry for each in every column. */
export interface JudgedSamples {
  /** Places in `ReportFacts.mixes`. */
  readonly mix: readonly number[];
  /** States that must not be mixed up have their own name. */
  readonly state: readonly JudgedState[];
  /** Places in `ReportFacts.judgements` of what the grader said; `NOT_ASKED` where it was not asked. */
  readonly judgement: readonly number[];
}

export type JudgedState =
  | 'graded'
  /** A text that the grader has not been given. */
  | 'ungraded'
  | 'unreadable-answer'
  | 'unreadable-grading'
  /** Asked and no reply, for the text or for all of its gradings. */
  | 'failed';

export const NOT_ASKED = -1;

/** `samples` are places in the columns of the facts; `grader` null: where nobody has graded. */
export function judgedBy(
  grader: string | null,
  { samples: { mix, state, judgedUntil, judgement }, judgements }: ReportFacts,
  samples: readonly number[],
): JudgedSamples {
  const isOwn = judgements.map((each) => each.grader === grader);
  const judged = { mix: [] as number[], state: [] as JudgedState[], judgement: [] as number[] };
  for (const sample of samples) {
    let found = NOT_ASKED;
    for (let at = judgedUntil[sample - 1] ?? 0; at < (judgedUntil[sample] ?? 0); at += 1) {
      const place = judgement[at] ?? NOT_ASKED;
      if (isOwn[place] === true) found = place;
    }
    judged.mix.push(mix[sample] ?? 0);
    judged.state.push(stateOf(state[sample], judgements[found]));
    judged.judgement.push(found);
  }
  return judged;
}

function stateOf(state: SampleState | undefined, judgement: Judgement | undefined): JudgedState {
  if (state === 'unreadable') return 'unreadable-answer';
  if (state === 'failed') return 'failed';
  if (judgement === undefined) return 'ungraded';
  return judgement.state === 'unreadable' ? 'unreadable-grading' : judgement.state;
}

/** The points of each judgement, without those that the name rule takes where it is on: masks as in `Judgement`. */
export function pointsOf(
  { judgements }: Pick<ReportFacts, 'judgements'>,
  { nameRule }: { readonly nameRule: boolean },
): readonly number[] {
  return judgements.map(({ points, named }) => (nameRule ? pointsUnlessNamed(points, named) : points));
}

function pointsUnlessNamed(points: number, named: number): number {
  let left = points;
  for (let bit = 1; bit <= named; bit *= 2) if ((points / bit) & (named / bit) & 1) left -= bit;
  return left;
}
