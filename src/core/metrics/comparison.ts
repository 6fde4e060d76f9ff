import type { Sampling } from '../runs/records.ts';

/** Two students on the same mixes. Its JSON form is public: fields may be added, never changed. */
export interface Comparison {
  readonly method: string;
  readonly base: ComparedStudent;
  readonly tuned: ComparedStudent;
  /** One for each grader that graded both. */
  readonly graders: readonly GraderComparison[];
}

export interface ComparedStudent {
  readonly student: string;
  /** All that occur: of more than one the figures are of a mixture. Null: not known. */
  readonly samplings: readonly (Sampling | null)[];
}

export interface GraderComparison {
  readonly grader: string;
  /** All together, then each k, each split, and each split at each k. */
  readonly ratios: readonly RatioComparison[];
  /** The share of a skill's points, by category and name. */
  readonly skills: readonly SkillComparison[];
  /** Mixes that changed: the best text of one student has full marks, and no text of the other. */
  readonly flips: readonly Flip[];
  /** Mixes with a graded text of one student only: they are in no figure. */
  readonly unpaired: readonly UnpairedMix[];
}

export interface RatioComparison {
  /** Null: all together. */
  readonly k: number | null;
  readonly split: string | null;
  /** Mixes with a graded text of both. */
  readonly mixes: number;
  readonly onlyBase: number;
  readonly onlyTuned: number;
  readonly fullMarks: ComparedRatio;
  readonly allSkills: ComparedRatio;
  readonly skillFraction: ComparedRatio;
}

export interface ComparedRatio {
  /** Of each mix the best of its generations. */
  readonly max: BoundedFigure;
  /** Of each mix the mean over its generations. */
  readonly mean: BoundedFigure;
}

export interface BoundedFigure extends PairedFigure {
  /** Where the difference would lie whatever the unreadable answers and gradings earned. */
  readonly bounds: DifferenceBounds;
}

/** Failed calls are in neither. */
export interface DifferenceBounds {
  /** Mixes with a text of both, readable or not; those where not every text is readable. */
  readonly mixes: number;
  readonly unreadableMixes: number;
  /** Had those of base earned all and those of tuned nothing, and the other way round. Null where there is no such mix. */
  readonly least: number | null;
  readonly most: number | null;
}

/** Means over the paired mixes, each in [0, 1]; all null where there is no paired mix. */
export interface PairedFigure {
  readonly base: number | null;
  readonly tuned: number | null;
  /** tuned - base with its 95 % interval, in [-1, 1]. */
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Exact sign-flip test over mixes, two-sided; for a figure of 0 or 1 it is McNemar's exact test. */
  readonly p: number | null;
  /** After Benjamini and Hochberg, over the same figure of all rows of its kind (k, split, both, skill). */
  readonly q: number | null;
}

export interface SkillComparison extends PairedFigure {
  readonly skill: string;
  readonly category: string;
  readonly mixes: number;
}

export interface Flip {
  readonly kind: 'gained' | 'lost';
  readonly k: number;
  readonly split: string;
  /** The graded samples of the mix, as `SampleColumns.number`. */
  readonly base: readonly number[];
  readonly tuned: readonly number[];
}

export interface UnpairedMix {
  readonly only: 'base' | 'tuned';
  readonly k: number;
  readonly split: string;
  /** As `SampleColumns.number`. */
  readonly samples: readonly number[];
}
