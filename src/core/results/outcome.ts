import type { SampleView } from '../../protocol/panel.ts';
import type { Judgement, SampleState } from '../metrics/facts.ts';
import type { ResultLook } from './resultQuery.ts';

/** What became of a sample in the eyes of the grader that is looked through. */
export interface Outcome {
  readonly state: SampleView['state'];
  /** The judgement that the verdict is from; only where `state` is `graded`. */
  readonly judgement?: Judgement;
}

/** Of a sample that has these judgements, one for each grader that was at it. */
export function outcomeOf(state: SampleState, judgements: readonly Judgement[], look: ResultLook): Outcome {
  if (state !== 'text') return { state };
  let chosen: Judgement | undefined;
  let [isAsked, isUnreadable] = [false, false];
  for (const judgement of judgements) {
    if (look.grader !== undefined && judgement.grader !== look.grader) continue;
    isAsked = true;
    if (judgement.state === 'unreadable') isUnreadable = true;
    if (judgement.state === 'graded' && (chosen === undefined || isBefore(judgement, chosen, look)))
      chosen = judgement;
  }
  if (chosen !== undefined) return { state: 'graded', judgement: chosen };
  if (!isAsked) return { state: 'ungraded' };
  return { state: isUnreadable ? 'grading-unreadable' : 'grading-failed' };
}

/** Those that are named come first, in that order, and then the others by name. */
function isBefore(one: Judgement, other: Judgement, { graders }: ResultLook): boolean {
  const [place, others] = [graders.indexOf(one.grader), graders.indexOf(other.grader)];
  if (place !== -1 || others !== -1) return place !== -1 && (others === -1 || place < others);
  return one.grader < other.grader;
}

/** Whether a mask has bit i. Not with `<<`: that ends at 32 bits. */
export function hasBit(mask: number, bit: number): boolean {
  return Math.floor(mask / 2 ** bit) % 2 === 1;
}
