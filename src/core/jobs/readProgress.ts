import type { JobStep } from './job.ts';
import type { JobSpec } from './jobSpec.ts';

/** Reads whole lines of the log of one task. Written once for each engine, beside what configures it. */
export type ReadProgress = (spec: JobSpec, text: string) => LogReading;

export interface LogReading {
  readonly steps: readonly JobStep[];
  /** How much of the task is done, of how much, where the lines tell. */
  readonly done?: number;
  readonly total?: number;
  /** What makes the result worthless whatever the exit status, in a sentence. */
  readonly problem?: string;
}
