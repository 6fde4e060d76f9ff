import type { JobSpec } from './jobSpec.ts';

declare const brand: unique symbol;
/** Of a-z, 0-9 and -. */
export type JobId = string & { readonly [brand]: 'JobId' };

/**
 * - `prepared`: kept here, and nothing was sent.
 * - `starting`: it is being sent; whether the target has it is not known.
 * - `queued`: the scheduler has it. `running`: also while it is preempted and waits to run again.
 * - `done`: exit status 0, the engine's own evidence, and no mark of a cancel.
 * - `failed`, `cancelled`: it ended so.
 * - `lost`: it ran, and is gone without having ended. `elsewhere`: another host than the one that answers runs it.
 * - `unknown`: the target cannot be asked, or says nothing that would decide.
 */
export const JOB_STATES = [
  'prepared',
  'starting',
  'queued',
  'running',
  'done',
  'failed',
  'cancelled',
  'lost',
  'elsewhere',
  'unknown',
] as const;
export type JobState = (typeof JOB_STATES)[number];

/** One engine run on one target. */
export interface Job {
  readonly id: JobId;
  /** The skillset file, as in `Run.file`. */
  readonly file: string;
  /** The name of the target in the settings. */
  readonly target: string;
  /** Absolute, on the target; known once it was reached. */
  readonly folder?: string;
  readonly spec: JobSpec;
  readonly state: JobState;
  readonly why?: string;
  /** Milliseconds since the epoch, by the clock of this machine. */
  readonly createdAt: number;
  readonly startedAt?: number;
  readonly endedAt?: number;
  /** When the target last told of it. */
  readonly seenAt?: number;
  /** The scheduler's own name for it. */
  readonly remoteId?: string;
  /** How often it was started by the user: 1 at first, one more for each time it was resumed; 0: never. */
  readonly starts: number;
  readonly progress?: JobProgress;
  /** What its log told that makes the result worthless, whatever the exit status. */
  readonly problem?: string;
  /** How far the logs of its tasks have been read here, of those that have begun. */
  readonly logs: readonly LogPlace[];
}

/** A place in the logs. Each attempt of a task keeps a log of its own. */
export interface LogPlace {
  /** Index in `JobSpec.tasks`. */
  readonly task: number;
  /** From 1: a start, a resume, and each time that the scheduler runs the task again. */
  readonly attempt: number;
  /** In bytes. */
  readonly offset: number;
}

export interface JobProgress {
  /** Optimiser steps of a training, answered requests of an evaluation. */
  readonly done: number;
  readonly total: number;
  readonly loss?: number;
  readonly learningRate?: number;
  /** Of each GPU, in [0, 1]: how busy it is and how full its memory. */
  readonly gpus?: readonly GpuUse[];
}

export interface GpuUse {
  readonly busy: number;
  readonly memory: number;
}

/** One logged step of a training. */
export interface JobStep {
  readonly step: number;
  readonly loss?: number;
  readonly learningRate?: number;
  readonly gradNorm?: number;
}

/** States in which the target may still tell something new. */
export function isOpen(state: JobState): boolean {
  return ['starting', 'queued', 'running', 'elsewhere', 'unknown'].includes(state);
}
