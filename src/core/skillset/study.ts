/** What the study of a skillset file asks for. What it leaves out has its default here. */
import type { TrainPlan } from './trainPlan.ts';

/** `nested`: mixes of k are the beginnings of those of k + 1. */
export type DrawOrder = 'nested' | 'independent';

/** Which texts become training data. */
export type Keep = 'full-marks' | 'all-skills' | 'all';

interface Drawing {
  readonly order: DrawOrder;
  /** The same mix may be drawn again. */
  readonly repeats: boolean;
}

interface StudentSettings {
  /** Left out: the endpoint's own default. */
  readonly temperature?: number;
  /** In tokens, of one reply. Left out: the endpoint's own default. */
  readonly maxTokens?: number;
}

/** One entry of `data.parts`. */
export interface DataPart {
  readonly k: number;
  /** The split that the skills are drawn from, and the one of the topics, as the file writes them. */
  readonly skills: string;
  readonly topics: string;
  readonly attempts: number;
}

export interface DataPlan extends Drawing, StudentSettings {
  readonly student?: string;
  readonly keep: Keep;
  readonly parts: readonly DataPart[];
}

export interface EvaluatePlan extends Drawing, StudentSettings {
  readonly splits: readonly string[];
  readonly k: readonly number[];
  /** Of each split and k. */
  readonly mixes: number;
  /** Of each mix. */
  readonly generations: number;
  /** Who is evaluated, as `endpoint/model`. Left out: the student of the data. */
  readonly students?: readonly string[];
  /** Mixes that the data draws are not drawn again. */
  readonly unseen: boolean;
}

/** The most that a study may use. */
export type Budget =
  | { readonly kind: 'money'; readonly amount: number; readonly currency: 'USD' }
  /** Of input and output together. */
  | { readonly kind: 'tokens'; readonly amount: number };

/** The parts of `study:`, but for the grading. */
export interface StudyPlan {
  readonly data?: DataPlan;
  readonly train?: TrainPlan;
  readonly evaluate?: EvaluatePlan;
  readonly budget?: Budget;
}
