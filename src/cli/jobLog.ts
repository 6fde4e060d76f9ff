import { StringDecoder } from 'node:string_decoder';
import { setTimeout as delay } from 'node:timers/promises';
import { advanceJob } from '../core/jobs/advanceJobs.ts';
import { isOpen, type Job, type LogPlace } from '../core/jobs/job.ts';
import type { JobTools } from '../core/jobs/jobTools.ts';
import { harmless, WorkError } from './terminal.ts';

/** Prints what a task has logged, and goes on as it logs more: nothing twice, nothing left out. */
export async function printLog(
  tools: JobTools,
  job: Job,
  { task, follows }: { readonly task: number; readonly follows: boolean },
  signal: AbortSignal,
): Promise<void> {
  const decoder = new StringDecoder('utf8');
  let place: LogPlace = { task, attempt: 1, offset: 0 };
  let now = job;
  for (;;) {
    now = await advanceJob(tools, now, signal);
    place = await printFrom(tools, now, place, decoder, signal);
    if (!follows || !isOpen(now.state) || signal.aborted) return;
    await delay(PAUSE, undefined, { signal }).catch(() => undefined);
  }
}

/** In milliseconds. */
const PAUSE = 2000;
/** In bytes. */
const PIECE = 1024 * 1024;

async function printFrom(
  tools: JobTools,
  job: Job,
  from: LogPlace,
  decoder: StringDecoder,
  signal: AbortSignal,
): Promise<LogPlace> {
  let place = from;
  const last = job.logs.find(({ task }) => task === place.task)?.attempt ?? 0;
  while (place.attempt <= last) {
    const outcome = await tools.target(job.target)?.readLog(job.id, place, PIECE, signal);
    if (outcome === undefined) throw new WorkError(`There is no target "${job.target}".`);
    if (outcome.kind === 'failure' && outcome.failure.kind !== 'not-there')
      throw new WorkError(harmless(outcome.failure.message));
    const bytes = outcome.kind === 'ok' ? outcome.value.bytes : new Uint8Array();
    process.stdout.write(harmless(decoder.write(Buffer.from(bytes))));
    place = { ...place, offset: place.offset + bytes.length };
    const isWhole = outcome.kind === 'failure' || place.offset >= outcome.value.length;
    if (!isWhole) continue;
    if (place.attempt === last) return place;
    place = { ...place, attempt: place.attempt + 1, offset: 0 };
  }
  return place;
}
