import type { Mix } from '../mixes/mix.ts';
import type { SamplePurpose, Sampling } from '../runs/records.ts';
import type { Skill, Topic } from '../skillset/skillset.ts';
import type { Budget, DrawOrder, Keep } from '../skillset/study.ts';

/** Exactly what one part of a study asks of its students: the same file and overrides give the same plan everywhere. */
export interface Plan {
  readonly purpose: SamplePurpose;
  readonly parts: readonly PlannedPart[];
  /** As `endpoint/model`. All write for the same mixes. Empty: none is named, and a run needs one. */
  readonly students: readonly string[];
  readonly sampling: Sampling;
  /** As `endpoint/model`, or `rule`. */
  readonly graders: readonly string[];
  readonly rounds: number;
  /** Of the data only. */
  readonly keep?: Keep;
  readonly budget?: Budget;
}

/** Mixes of one size, drawn from one place. */
export interface PlannedPart {
  readonly k: number;
  /** Under which results are counted: the name of the split, or of both where skills and topics are of different ones. */
  readonly split: string;
  readonly seed: number;
  readonly order: DrawOrder;
  /** Whether a mix may be there more than once. */
  readonly repeats: boolean;
  /** In the order of drawing. */
  readonly mixes: readonly Mix[];
  /** How many texts each student writes for each mix. */
  readonly generations: number;
  /** What the mixes are drawn from. */
  readonly skills: readonly Skill[];
  readonly topics: readonly Topic[];
}

/** What a command asks for in place of what the study says. */
export interface PlanOverrides {
  /** Of the drawing. Which topics a split holds stays with the seed of the study. */
  readonly seed?: number;
  readonly students?: readonly string[];
  /** For the data: the parts of these sizes only. */
  readonly k?: readonly number[];
  /** For the data: the parts that draw skills or topics from these splits only. */
  readonly splits?: readonly string[];
  /** How many mixes each part draws. */
  readonly mixes?: number;
  readonly generations?: number;
  readonly graders?: readonly string[];
  readonly rounds?: number;
  readonly budget?: Budget;
  readonly order?: DrawOrder;
  readonly repeats?: boolean;
  readonly temperature?: number;
  readonly maxTokens?: number;
}

export type Planned =
  | { readonly kind: 'plan'; readonly plan: Plan }
  /** Says what is wrong and what to change. */
  | PlanProblem;

export interface PlanProblem {
  readonly kind: 'problem';
  readonly message: string;
}

/** How many texts each student writes. */
export function textsIn(plan: Plan): number {
  return plan.parts.reduce((sum, { mixes, generations }) => sum + mixes.length * generations, 0);
}
