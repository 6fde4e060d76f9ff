/** What the store keeps, in the words of the glossary. */
import type { CriterionPoint } from '../grading/criterion.ts';
import type { Skill, Topic } from '../skillset/skillset.ts';
import type { EndpointIdentity } from './endpoint.ts';
import type { RunProgress } from './progress.ts';

declare const brand: unique symbol;
type Branded<T, Name extends string> = T & { readonly [brand]: Name };
export type RunId = Branded<string, 'RunId'>;
export type MixId = Branded<string, 'MixId'>;
export type SampleId = Branded<string, 'SampleId'>;
export type GradingId = Branded<string, 'GradingId'>;
export type BatchId = Branded<string, 'BatchId'>;
export type ReviewId = Branded<string, 'ReviewId'>;

/** A mix as it was asked: the skills with the definitions and examples of that day. */
export interface MixRecord {
  readonly id: MixId;
  readonly skills: readonly Skill[];
  readonly topic: Topic;
  /** The split it was drawn from; `mixes` for one that the author wrote. */
  readonly split: string;
  readonly seed?: number;
}

/** `data` and `evaluate` follow the study; the others what the command names. `import`: brought from elsewhere. */
export const RUN_KINDS = ['generate', 'grade', 'data', 'evaluate', 'import'] as const;
export type RunKind = (typeof RUN_KINDS)[number];

/**
 * `stopped`: by its budget, or by a failure that every further call would meet; `why` tells. `waiting`: for batches,
 * while no process need be at it.
 */
export const RUN_STATES = ['running', 'waiting', 'done', 'failed', 'cancelled', 'stopped'] as const;
export type RunState = (typeof RUN_STATES)[number];

export interface Run {
  readonly id: RunId;
  readonly kind: RunKind;
  /** The skillset file, relative to the folder that the store serves, with `/`: a moved folder keeps its results. */
  readonly file: string;
  /** The plan as JSON-safe data: what was asked for, in the words of the command. */
  readonly plan: { readonly [key: string]: unknown };
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly state: RunState;
  readonly why?: string;
  /** As of `seenAt`. */
  readonly progress?: RunProgress;
  /** When its process last told of itself, in milliseconds since the epoch. */
  readonly seenAt?: number;
  /** Whether its process is known to be gone, while `state` is still `running`. Told by the store, not kept. */
  readonly isGone?: boolean;
}

/** How a model is asked to write. What is missing is the endpoint's own default. */
export interface Sampling {
  readonly temperature?: number;
  /** In tokens, of one reply. */
  readonly maxTokens?: number;
}

/** The student's name for a text that a person wrote. */
export const AUTHOR = 'author';

/** One text that a student wrote for one mix. */
export interface Sample {
  readonly id: SampleId;
  readonly runId: RunId;
  /** As in `Run.file`. */
  readonly file: string;
  readonly mix: MixRecord;
  /** `endpoint/model`, or `author`. */
  readonly student: string;
  /** How the student was asked to write; missing where that is not known. */
  readonly sampling?: Sampling;
  /** The part of the study that it was written for; missing outside of one. */
  readonly purpose?: SamplePurpose;
  /** Which of several texts for the same mix, from 1. */
  readonly generation: number;
  /** Of the prompts, so that texts from different prompts are told apart. */
  readonly promptVersion: string;
  readonly createdAt: number;
  readonly result: SampleResult;
  /** Keys of the calls of turn 1 and turn 2, as far as they were asked. */
  readonly callKeys: readonly string[];
  /** The answer of turn 1, where it could be read. */
  readonly draft?: string;
}

/** `data`: to train on. `evaluate`: to measure. */
export type SamplePurpose = 'data' | 'evaluate';

export type SampleResult =
  /** `explanation` is the student's own, not a grader's. */
  | { readonly kind: 'text'; readonly text: string; readonly explanation?: string }
  /** The reply came and holds no usable answer. */
  | { readonly kind: 'unreadable'; readonly why: string }
  /** Asked, and no reply. */
  | { readonly kind: 'failed'; readonly why: string };

/** What one grader said of one sample in one round. */
export interface Grading {
  readonly id: GradingId;
  readonly sampleId: SampleId;
  /** `endpoint/model`, or `rule`. */
  readonly grader: string;
  /** From 1. */
  readonly round: number;
  readonly rubricVersion: string;
  readonly createdAt: number;
  readonly callKey?: string;
  readonly result: GradingResult;
}

export type GradingResult =
  /** One point for each of the k + 3 criteria, in the order of `criteriaOf`. */
  | { readonly kind: 'graded'; readonly points: readonly CriterionPoint[] }
  | { readonly kind: 'unreadable'; readonly why: string }
  | { readonly kind: 'failed'; readonly why: string };

/** What a person says of a text. Appended, never overwritten: of one reviewer the newest word on a criterion counts. */
export interface Review {
  readonly id: ReviewId;
  readonly sampleId: SampleId;
  /** Who, as they name themselves. */
  readonly reviewer: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Given before the reviewer saw the student and the graders' points. */
  readonly isBlind: boolean;
  readonly draw: ReviewDraw;
  /** Criteria that the reviewer left open are not there. */
  readonly points: readonly ReviewPoint[];
}

/**
 * How the text came to its reviewer. It is kept because figures about all texts may rest only on those that chance
 * chose (see `isByChance`): texts that were chosen for being hard, or that somebody picked, tell nothing of the rest.
 */
export type ReviewDraw =
  | {
      readonly kind: 'random' | 'disagreement' | 'near-miss';
      /** Of the random order of all texts. */
      readonly seed: number;
      /** Where the text stands in that order, whatever it was chosen for: from 0 to 1. */
      readonly place: number;
    }
  | { readonly kind: 'picked' };

export interface ReviewPoint {
  /** As in `criterionId`. */
  readonly criterion: string;
  readonly point: 0 | 1;
  /** Empty where none was given. */
  readonly reason: string;
}

/** Calls that went out together through an endpoint's batch API. */
export interface Batch {
  /** Chosen here, before anything is sent; it goes with the batch as its tag. */
  readonly id: BatchId;
  readonly runId: RunId;
  /** As in `Run.file`. */
  readonly file: string;
  readonly endpoint: EndpointIdentity;
  readonly model: string;
  readonly calls: number;
  /**
   * `submitting`: what it holds is known, and whether the endpoint has it is not. `collected`, `lost` and `cancelled`
   * are final: calls without a reply are free to be asked again.
   */
  readonly state: 'submitting' | 'submitted' | 'collected' | 'lost' | 'cancelled';
  readonly remoteId?: string;
  readonly createdAt: number;
  readonly endedAt?: number;
  readonly expiresAt?: number;
  /** As the endpoint told last. */
  readonly done?: number;
  readonly failed?: number;
  readonly why?: string;
}
