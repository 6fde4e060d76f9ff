import type { GpuUse } from './job.ts';

/** What a target tells of one job, before anything is concluded. Times are in seconds, by the target's clock. */
export interface JobFacts {
  readonly now: number;
  /** The host that answered. */
  readonly host: string;
  /** Absolute. */
  readonly folder: string;
  readonly freeBytes: number;
  /** The highest start that was asked for there; 0: none. All that follows is of that start, or of the tasks. */
  readonly starts: number;
  readonly cancelledAt?: number;
  /** What runs the tasks one after the other, once it has begun. */
  readonly supervisor?: Standing;
  /** On Slurm: what became of the submission. */
  readonly scheduler?: SchedulerFacts;
  /** The last attempts of those tasks that have begun. */
  readonly tasks: readonly TaskFacts[];
  readonly gpus: readonly GpuUse[];
}

/** Of a process that was written down with host, boot, number and start time. */
export interface Standing {
  /** `elsewhere`: on another host than the one that answered. `none`: nothing was written down. */
  readonly kind: 'alive' | 'gone' | 'elsewhere' | 'none';
  readonly host: string;
}

export interface TaskFacts {
  readonly task: number;
  /** From 1. */
  readonly attempt: number;
  /** The start it belongs to. */
  readonly start: number;
  /** Of the engine's own process. */
  readonly process: Standing;
  /** When it last gave a sign. */
  readonly beat?: number;
  /** Length of its log. */
  readonly logBytes: number;
  readonly exit?: TaskExit;
}

export interface TaskExit {
  /** 128 and more: ended by the signal of that number less 128. */
  readonly code: number;
  readonly at: number;
  /** The step or the number of lines that the evidence showed at that time; undefined: there was none. */
  readonly shown?: number;
  readonly isDiskFull: boolean;
  /** Its supervisor was asked to end, and no cancel was the cause: its time was up, others came first, the machine was shut down. */
  readonly wasAsked: boolean;
  /**
   * It was ended at its time limit on Slurm, though it could go on. `again`: Slurm was asked to run it again. `refused`: and
   * would not. `stuck`: no more of it was kept than when the attempt began, so that the next would come no further.
   */
  readonly limit?: 'again' | 'refused' | 'stuck';
}

export interface SchedulerFacts {
  /** Undefined: nothing was submitted, as far as is known. */
  readonly id?: string;
  /** Somebody is submitting it just now. */
  readonly isBeingSubmitted: boolean;
  /** The scheduler answered: what it does not name, it does not have. */
  readonly hasAnswered: boolean;
  /** What it said instead of an answer. */
  readonly complaint?: string;
  /** By task. */
  readonly tasks: ReadonlyMap<number, SchedulerTask>;
}

export interface SchedulerTask {
  /** In Slurm's own words, such as `PENDING`. */
  readonly state: string;
  readonly node?: string;
  /** Why it waits or ended, in Slurm's own words. */
  readonly reason?: string;
}
