import type { Estimate } from './estimate.ts';
import type { ByCriterion } from './ratings.ts';

/** How much more generous one grader is than another, on the same texts. Public JSON: fields may be added only. */
export interface Bias extends ByCriterion<Generosity> {
  readonly graders: readonly [string, string];
  /** Texts with a verdict of both. */
  readonly texts: number;
  readonly mixes: number;
  /** Whether the two put the students in the same order: over all texts, then by split and k. */
  readonly orders: readonly OrderOfStudents[];
}

export interface Generosity {
  /** Points that both decided. */
  readonly items: number;
  readonly mixes: number;
  /** How many of them each gave, in [0, 1]. */
  readonly first: number | null;
  readonly second: number | null;
  /** second - first, in [-1, 1]: above 0 the second is more generous. */
  readonly difference: Estimate;
  /** Exact sign-flip test over mixes, two-sided. */
  readonly p: number | null;
}

export interface OrderOfStudents {
  /** Null: all together. */
  readonly split: string | null;
  readonly k: number | null;
  /** Full marks, as the share of the texts that both graded; the best in the eyes of the first grader first. */
  readonly students: readonly {
    readonly student: string;
    readonly texts: number;
    readonly first: number;
    readonly second: number;
  }[];
  /** Kendall's tau-b; null for fewer than two students, or where one grader sees no difference at all. */
  readonly tau: number | null;
  /** Students whose order is the other way round: better for the first grader, then worse. */
  readonly swaps: readonly (readonly [string, string])[];
}
