import type { Job, LogPlace } from './job.ts';
import type { JobTools } from './jobTools.ts';
import { noTarget } from './startJob.ts';

export interface LogRest {
  /** Where to go on the next time. */
  readonly place: LogPlace;
  /** Why it was not read to its end. */
  readonly problem?: string;
}

/** In bytes: as much as is read at a time. */
const PIECE = 1024 * 1024;

/** Reads what a task has logged since `from`, each of its attempts after the other: nothing twice, nothing left out. */
export async function readLogOn(
  tools: Pick<JobTools, 'target'>,
  job: Job,
  from: LogPlace,
  onBytes: (bytes: Uint8Array) => void,
  signal: AbortSignal,
): Promise<LogRest> {
  const target = tools.target(job.target);
  if (target === undefined) return { place: from, problem: noTarget(job.target) };
  const last = job.logs.find(({ task }) => task === from.task)?.attempt ?? 0;
  let place = from;
  while (place.attempt <= last && !signal.aborted) {
    const outcome = await target.readLog(job.id, place, PIECE, signal);
    if (outcome.kind === 'failure' && outcome.failure.kind !== 'not-there')
      return { place, problem: outcome.failure.message };
    const bytes = outcome.kind === 'ok' ? outcome.value.bytes : new Uint8Array();
    onBytes(bytes);
    place = { ...place, offset: place.offset + bytes.length };
    const isWhole = outcome.kind === 'failure' || place.offset >= outcome.value.length;
    if (!isWhole) continue;
    if (place.attempt === last) break;
    place = { ...place, attempt: place.attempt + 1, offset: 0 };
  }
  return { place };
}
