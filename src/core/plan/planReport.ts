import { countMixes } from '../mixes/countMixes.ts';
import { coverageOf, type PoolCoverage } from '../mixes/coverage.ts';
import { type CallEstimate, type Estimate, mergeCalls, type Total, totalOf } from './estimate.ts';
import type { Plan, PlannedPart } from './plan.ts';

/** What there is to say of a plan before anything is spent. */
export interface PlanReport {
  readonly plan: Plan;
  readonly parts: readonly PartReport[];
  /** One for each model and what it does, over all parts. */
  readonly calls: readonly CallEstimate[];
  readonly total: Total;
  readonly texts: number;
  /** As in `Estimate.seconds`. */
  readonly seconds: number | undefined;
}

export interface PartReport {
  readonly part: PlannedPart;
  /** How many different mixes can be drawn. */
  readonly possible: bigint;
  /** Of all students. */
  readonly texts: number;
  readonly coverage: PoolCoverage;
  readonly total: Total;
}

export function planReport(plan: Plan, estimate: Estimate): PlanReport {
  const parts = plan.parts.map((part, index) => ({
    part,
    possible: countMixes(part.skills.length, part.topics.length, part.k),
    texts: part.mixes.length * part.generations * Math.max(1, plan.students.length),
    coverage: coverageOf(part, part.mixes),
    total: totalOf(estimate.parts[index] ?? []),
  }));
  const calls = estimate.parts.flat();
  return {
    plan,
    parts,
    calls: mergeCalls(calls),
    total: totalOf(calls),
    texts: parts.reduce((sum, { texts }) => sum + texts, 0),
    seconds: estimate.seconds,
  };
}
