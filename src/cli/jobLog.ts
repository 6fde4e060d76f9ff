import { StringDecoder } from 'node:string_decoder';
import { setTimeout as delay } from 'node:timers/promises';
import { advanceJob } from '../core/jobs/advanceJobs.ts';
import { isOpen, type Job, type LogPlace } from '../core/jobs/job.ts';
import type { JobTools } from '../core/jobs/jobTools.ts';
import { readLogOn } from '../core/jobs/readLogOn.ts';
import { harmless, WorkError } from './terminal.ts';

/** Prints what a task has logged, and goes on as it logs more. */
export async function printLog(
  tools: JobTools,
  job: Job,
  { task, follows }: { readonly task: number; readonly follows: boolean },
  signal: AbortSignal,
): Promise<void> {
  const decoder = new StringDecoder('utf8');
  const show = (bytes: Uint8Array) => process.stdout.write(harmless(decoder.write(Buffer.from(bytes))));
  let place: LogPlace = { task, attempt: 1, offset: 0 };
  let now = job;
  for (;;) {
    now = await advanceJob(tools, now, signal);
    const read = await readLogOn(tools, now, place, show, signal);
    if (read.problem !== undefined) throw new WorkError(harmless(read.problem));
    place = read.place;
    if (!follows || !isOpen(now.state) || signal.aborted) return;
    await delay(PAUSE, undefined, { signal }).catch(() => undefined);
  }
}

/** In milliseconds. */
const PAUSE = 2000;
