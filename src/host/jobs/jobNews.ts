import { isOpen, type Job } from '../../core/jobs/job.ts';
import type { Engine } from '../engine.ts';
import type { OpenStore } from '../stores.ts';
import type { JobWatch } from './jobWatch.ts';

interface NewsTools {
  readonly engine: Pick<Engine, 'clock'>;
  readonly jobs: Pick<JobWatch, 'onDidChange'>;
}

type JobsOfFile = Pick<OpenStore, 'store' | 'file'>;

/** In milliseconds: how long nothing is done where no job can tell of news, at first and at most. */
const SHORTEST = 1_000;
const LONGEST = 60_000;
/** In milliseconds: a start that was cut is tried again after this. */
const CUT_START = 10_000;

/** @param seen the jobs of the file as they were before the last step */
export type JobNews = (seen: readonly Job[], signal: AbortSignal) => Promise<void>;

/**
 * Makes something that waits until work on the jobs of a file is worth another step: a job has ended that the last step did
 * not see ended, or enough time has passed for what others than jobs do, or for a start that was cut.
 */
export function jobNews(tools: NewsTools, { store, file }: JobsOfFile): JobNews {
  let pause = SHORTEST;
  return async (seen, signal) => {
    const known = new Set(seen.filter(hasEnded).map(({ id }) => id));
    const isNews = (jobs: readonly Job[]): boolean => jobs.some((job) => hasEnded(job) && !known.has(job.id));
    const done = new AbortController();
    // Before the jobs are read: one may end meanwhile.
    const subscription = tools.jobs.onDidChange(() => {
      store.jobs({ file }).then(
        (jobs) => {
          if (isNews(jobs)) done.abort();
        },
        () => done.abort(),
      );
    });
    try {
      const jobs = await store.jobs({ file });
      if (isNews(jobs)) return;
      const open = jobs.filter(({ state }) => isOpen(state));
      const longest = open.length === 0 ? pause : open.some(isStarting) ? CUT_START : LONGEST;
      pause = open.length > 0 ? SHORTEST : Math.min(pause * 2, LONGEST);
      await tools.engine.clock.sleep(longest, AbortSignal.any([signal, done.signal]));
    } finally {
      subscription.dispose();
    }
  };
}

function hasEnded({ state }: Job): boolean {
  return !isOpen(state) && state !== 'prepared';
}

function isStarting({ state }: Job): boolean {
  return state === 'starting';
}
