import type { SamplePurpose, Sampling } from '../runs/records.ts';
import type { PointRate } from './pointRate.ts';

/** How often points were earned, by what they are for. Its JSON form is public: fields may be added, never changed. */
export interface Rates {
  readonly intervals: { readonly level: number; readonly method: string; readonly unit: 'mix' };
  /** By student, grader and split; in each the criteria, the categories, then the skills; of each all k, then each k. */
  readonly rates: readonly Rate[];
}

export interface Rate extends PointRate {
  readonly student: string;
  readonly grader: string;
  readonly split: string;
  /** How the student was asked to write; null where that is not known. */
  readonly sampling: Sampling | null;
  /** Null outside of a study. */
  readonly purpose: SamplePurpose | null;
  readonly by: 'criterion' | 'category' | 'skill';
  /** `skill` (every skill point), `topic`, `sense` or `length`; or the name of the category or of the skill. */
  readonly name: string;
  /** Of a skill or category; null for a criterion. */
  readonly category: string | null;
  /** Null: of all k together. */
  readonly k: number | null;
}
