import type { Mix } from '../mixes/mix.ts';
import { nameKey } from '../skillset/skillset.ts';

/** One point to earn. A mix of k skills has k + 3 of them. */
export type Criterion =
  | { readonly kind: 'skill'; readonly skill: string }
  | { readonly kind: 'topic' }
  | { readonly kind: 'sense' }
  | { readonly kind: 'length' };

/** Stable text form, for the store and for joining rounds: `skill:red herring`, `topic`, `sense`, `length`. */
export function criterionId(criterion: Criterion): string {
  return criterion.kind === 'skill' ? `skill:${nameKey(criterion.skill)}` : criterion.kind;
}

/** Whether two criteria have the same id. Most names are written the same, which is cheaper to see than to fold. */
export function isSameCriterion(one: Criterion, other: Criterion): boolean {
  if (one.kind !== 'skill' || other.kind !== 'skill') return one.kind === other.kind;
  return one.skill === other.skill || nameKey(one.skill) === nameKey(other.skill);
}

/** All k + 3 criteria of a mix: its skills in order, then topic, sense, length. */
export function criteriaOf(mix: Mix): Criterion[] {
  return [
    ...mix.skills.map((skill): Criterion => ({ kind: 'skill', skill: skill.name })),
    { kind: 'topic' },
    { kind: 'sense' },
    { kind: 'length' },
  ];
}

/** What one round says about one criterion. */
export interface CriterionPoint {
  readonly criterion: Criterion;
  /** As the grader gave it, before the name rule. */
  readonly point: 0 | 1;
  readonly reason: string;
  /** The words of the text that earn the point. */
  readonly quote?: string;
  /** Whether the quote stands in the text. Undefined where there is no quote. */
  readonly quoteFound?: boolean;
  /** The skill is named in the text, so that the name rule takes its point. */
  readonly named?: boolean;
}
