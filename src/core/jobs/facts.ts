import type { GpuUse } from './job.ts';

/** What a target tells of one job, before anything is concluded. Times are in seconds, by the target's clock. */
export interface JobFacts {
  readonly now: number;
  /** The host that answered. */
  readonly host: string;
  /** Absolute. */
  readonly folder: string;
  /** The highest start that was asked for there; 0: none. */
  readonly starts: number;
  /** Somebody asked for its end since that start. */
  readonly cancelledAt?: number;
  /** What runs the tasks of that start one after the other. */
  readonly supervisor?: Standing;
  /** On Slurm: what became of the submission. */
  readonly scheduler?: SchedulerFacts;
  /** Those that have begun, by number. */
  readonly tasks: readonly TaskFacts[];
  readonly gpus: readonly GpuUse[];
}

/** A process that wrote down its host, boot, number and start time. `elsewhere`: on another host than the one that answered. */
export interface Standing {
  readonly kind: 'alive' | 'gone' | 'elsewhere';
  readonly host: string;
  /** When it last gave a sign. */
  readonly beat?: number;
}

/** The last attempt of one task. */
export interface TaskFacts {
  readonly task: number;
  /** From 1. */
  readonly attempt: number;
  /** The start it belongs to. */
  readonly start: number;
  /** Of the engine's own process. */
  readonly process: Standing;
  /** Length of its log, in bytes. */
  readonly logBytes: number;
  readonly exit?: TaskExit;
}

export interface TaskExit {
  /** 128 and more: ended by the signal of that number less 128. */
  readonly code: number;
  readonly at: number;
  /** The step or the number of lines that the evidence showed at that time; undefined: there was none. */
  readonly evidence?: number;
  /** The target's disk was full when it ended. */
  readonly isDiskFull: boolean;
  /** The scheduler asked it to end: its time was up, or others came first. */
  readonly wasAskedToEnd: boolean;
}

export type SchedulerFacts =
  /** Nothing was submitted that is known of. */
  | { readonly kind: 'none' }
  /** It was submitted as `id`; what the scheduler says of each task by number, where it says anything. */
  | {
      readonly kind: 'submitted';
      readonly id: string;
      readonly tasks: ReadonlyMap<number, SchedulerTask>;
      /** The scheduler did answer: what it does not name, it does not have. */
      readonly hasAnswered: boolean;
    };

export interface SchedulerTask {
  /** In its own words, such as `PENDING`. */
  readonly state: string;
  /** Why it waits, in its own words. */
  readonly reason?: string;
  readonly node?: string;
  /** How often it ran the task again. */
  readonly restarts: number;
}
