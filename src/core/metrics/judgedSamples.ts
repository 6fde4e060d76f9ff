import type { Judgement, ReportFacts, SampleState } from './facts.ts';

/** States of a sample in the eyes of one grader that must not be mixed up have their own name. */
export type JudgedState =
  | 'graded'
  /** A text that the grader has not been given. */
  | 'ungraded'
  | 'unreadable-answer'
  | 'unreadable-grading'
  /** Asked and no reply, for the text or for all of its gradings. */
  | 'failed';

/** For each judgement whether it is by the grader. Null: where nobody has graded. */
export function areBy(grader: string | null, { judgements }: ReportFacts): readonly boolean[] {
  return judgements.map((each) => each.grader === grader);
}

/** The place of what the grader said of a sample; undefined where it was not asked. */
export function judgementOf(
  { judgedUntil, judgement }: ReportFacts['samples'],
  sample: number,
  isOwn: readonly boolean[],
): number | undefined {
  const until = judgedUntil[sample] ?? 0;
  for (let at = sample === 0 ? 0 : (judgedUntil[sample - 1] ?? 0); at < until; at += 1) {
    const place = judgement[at];
    if (place !== undefined && isOwn[place] === true) return place;
  }
  return undefined;
}

export function judgedState(state: SampleState | undefined, judgement: Judgement | undefined): JudgedState {
  if (state === 'unreadable') return 'unreadable-answer';
  if (state === 'failed') return 'failed';
  if (judgement === undefined) return 'ungraded';
  return judgement.state === 'unreadable' ? 'unreadable-grading' : judgement.state;
}

export function isUnreadable(state: JudgedState): boolean {
  return state === 'unreadable-answer' || state === 'unreadable-grading';
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
