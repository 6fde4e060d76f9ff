import type { Job } from '../../core/jobs/job.ts';
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

/**
 * Makes something that waits until work on the jobs of a file is worth another step: a job that was open has ended, or
 * enough time has passed for what others than jobs do, or for a start that was cut.
 */
export function jobNews(tools: NewsTools, open: JobsOfFile): (signal: AbortSignal) => Promise<void> {
  let pause = SHORTEST;
  return async (signal) => {
    const waiting = await openJobs(open);
    const hasOpen = waiting.length > 0;
    const longest = !hasOpen ? pause : waiting.some(isStarting) ? CUT_START : LONGEST;
    pause = hasOpen ? SHORTEST : Math.min(pause * 2, LONGEST);
    const done = new AbortController();
    const subscription = tools.jobs.onDidChange(() => {
      openJobs(open).then(
        (now) => {
          if (waiting.some(({ id }) => !now.some((job) => job.id === id))) done.abort();
        },
        () => done.abort(),
      );
    });
    try {
      await tools.engine.clock.sleep(longest, AbortSignal.any([signal, done.signal]));
    } finally {
      subscription.dispose();
    }
  };
}

function openJobs({ store, file }: JobsOfFile): Promise<Job[]> {
  return store.jobs({ file, open: true });
}

function isStarting({ state }: Job): boolean {
  return state === 'starting';
}
