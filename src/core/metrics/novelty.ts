import type { Cell } from './cell.ts';

/** What the reader holds of the training corpus. */
export interface NoveltyAssumptions {
  /** The chance that a piece of the corpus shows one given skill, in [0, 1]. */
  readonly pSkill: number;
  /** The chance that it is about one given topic, in [0, 1]. */
  readonly pTopic: number;
  /** How many pieces (sentences, tokens) the corpus has. */
  readonly corpus: number;
}

/** Whether full marks are too frequent to be copies. Its JSON form is public: fields may be added, never changed. */
export interface Novelty {
  readonly assumptions: NoveltyAssumptions;
  /** Of the cells with a figure, in their order. */
  readonly rows: readonly NoveltyRow[];
}

export interface NoveltyRow extends Pick<Cell, 'student' | 'grader' | 'split' | 'k' | 'seed' | 'purpose'> {
  /** pSkill^k x pTopic x corpus, and at most 1: the chance that k given skills on a given topic occur in the corpus. */
  readonly threshold: number;
  readonly max: number;
  readonly low: number;
  /** The lower limit of `max` is above the threshold: copying cannot explain it. */
  readonly isAbove: boolean;
  /** The same for the mean over generations, which does not grow with their number. */
  readonly mean: number;
  readonly meanLow: number;
  readonly isMeanAbove: boolean;
}
