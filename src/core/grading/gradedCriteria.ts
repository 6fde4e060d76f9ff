import type { Mix } from '../mixes/mix.ts';
import { type Criterion, criteriaOf } from './criterion.ts';

/** What a model grader gives points for, under the name that it is asked by: everything but length, which is counted. */
export interface GradedCriterion {
  readonly criterion: Criterion;
  /** `skill: red herring`, `topic` or `sense`; so a skill may be called "topic" and is not mixed up with it. */
  readonly name: string;
}

export function gradedCriteria(mix: Mix): GradedCriterion[] {
  return criteriaOf(mix)
    .filter((criterion) => criterion.kind !== 'length')
    .map((criterion) => ({ criterion, name: nameOf(criterion) }));
}

function nameOf(criterion: Criterion): string {
  return criterion.kind === 'skill' ? `skill: ${criterion.skill}` : criterion.kind;
}
