import type { Judgement } from '../metrics/facts.ts';
import type { PeopleWord } from './words.ts';

/** What people say of one text, as masks in the order of its criteria. */
export interface Said {
  readonly earned: number;
  readonly denied: number;
  /** There is a word on every criterion. */
  readonly isComplete: boolean;
}

/** `skills`: the keys of the skills of its mix, in their order. */
export function saidOf(skills: readonly string[], words: ReadonlyMap<string, PeopleWord>): Said {
  const criteria = [...skills.map((key) => `skill:${key}`), 'topic', 'sense', 'length'];
  let [earned, denied] = [0, 0];
  let isComplete = true;
  for (const [position, criterion] of criteria.entries()) {
    const point = words.get(criterion)?.point;
    if (point === undefined) isComplete = false;
    else if (point === 1) earned += 2 ** position;
    else denied += 2 ** position;
  }
  return { earned, denied, isComplete };
}

/**
 * A grader's judgement with the points of people in the place of its own. One that could not be read becomes one of
 * people's where they gave all points; undefined where they do not say enough for that.
 */
export function correctJudgement(judgement: Judgement, said: Said): Judgement | undefined {
  if (judgement.state === 'graded')
    return { ...judgement, points: without(eitherMask(judgement.points, said.earned), said.denied) };
  return said.isComplete ? { ...judgement, state: 'graded', points: said.earned } : undefined;
}

/** Masks may have more than the 32 bits that operators take: bit by bit, as sums. */
export function eitherMask(one: number, other: number): number {
  return one + without(other, one);
}

function without(mask: number, taken: number): number {
  let left = mask;
  for (let bit = 1; bit <= mask; bit *= 2) if ((mask / bit) & (taken / bit) & 1) left -= bit;
  return left;
}
