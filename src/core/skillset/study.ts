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

/** The two models of a study: as it was before its training, and after. */
export const STUDY_MODELS = ['base', 'tuned'] as const;
export type StudyModel = (typeof STUDY_MODELS)[number];

/** What lets a model answer on a target. */
export type AnswerEngine = 'vllm' | 'transformers';

export interface EvaluatePlan extends Drawing, StudentSettings {
  readonly splits: readonly string[];
  readonly k: readonly number[];
  /** Of each split and k. */
  readonly mixes: number;
  /** Of each mix. */
  readonly generations: number;
  /** Who is evaluated at an endpoint, as `endpoint/model`. Left out: the student of the data. */
  readonly students?: readonly string[];
  /** Who is evaluated on a target. Left out: both, where the study runs its training and names nobody else. */
  readonly models?: readonly StudyModel[];
  readonly engine: AnswerEngine;
  /** Left out: that of the training. */
  readonly target?: string;
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
