import type { JobFacts, TaskFacts } from './facts.ts';
import type { Job, JobStep, LogPlace } from './job.ts';
import type { JobTools } from './jobTools.ts';
import type { LogReading } from './readProgress.ts';
import type { TargetPort } from './targetPort.ts';

export interface LogsRead {
  readonly logs: readonly LogPlace[];
  /** All that there was at the time of the facts has been read. */
  readonly isWhole: boolean;
  /** The last logged step, where there was one. */
  readonly step?: JobStep;
  /** By task, how much of it is done, where its log told. */
  readonly done: ReadonlyMap<number, { readonly done: number; readonly total?: number }>;
  readonly problem?: string;
}

/**
 * Reads on in the logs from where it stopped, whole lines only, and keeps the steps. What cannot be read now is read
 * the next time. An attempt that was begun anew takes the place of the steps that it repeats.
 */
export async function readLogs(
  tools: JobTools,
  target: TargetPort,
  job: Job,
  facts: JobFacts,
  signal: AbortSignal,
): Promise<LogsRead> {
  const places = new Map(job.logs.map((place) => [place.task, place]));
  const done = new Map<number, { readonly done: number; readonly total?: number }>();
  let step: JobStep | undefined;
  let problem: string | undefined;
  let isWhole = true;
  for (const task of facts.tasks) {
    let place = places.get(task.task) ?? { task: task.task, attempt: 1, offset: 0 };
    for (;;) {
      const piece = await readPiece(target, job, task, place, signal);
      if (piece === 'unread') isWhole = false;
      if (piece === undefined || piece === 'unread') break;
      const reading = tools.readProgress(job.spec, piece.text);
      await keepSteps(tools, job, place, reading);
      step = reading.steps.at(-1) ?? step;
      problem ??= reading.problem;
      if (reading.done !== undefined) done.set(task.task, { done: reading.done, ...totalOf(reading) });
      place = piece.next;
      places.set(task.task, place);
    }
    places.set(task.task, place);
  }
  const logs = [...places.values()].toSorted((a, b) => a.task - b.task);
  return { logs, isWhole, done, ...(step && { step }), ...(problem === undefined ? {} : { problem }) };
}

function totalOf({ total }: LogReading): { readonly total?: number } {
  return total === undefined ? {} : { total };
}

async function keepSteps(tools: JobTools, job: Job, place: LogPlace, { steps }: LogReading): Promise<void> {
  const [first] = steps;
  if (first === undefined) return;
  const isBegunAnew = place.offset === 0 && place.attempt > 1;
  await tools.store.saveJobSteps(job.id, steps, isBegunAnew ? first.step : undefined);
}

/** The next whole lines, and the place behind them; undefined: there are none yet. `unread`: it could not be asked. */
async function readPiece(
  target: TargetPort,
  job: Job,
  task: TaskFacts,
  place: LogPlace,
  signal: AbortSignal,
): Promise<{ readonly text: string; readonly next: LogPlace } | 'unread' | undefined> {
  const isLast = place.attempt === task.attempt;
  if (isLast && place.offset >= task.logBytes) return undefined;
  const outcome = await target.readLog(job.id, place, LARGEST_PIECE, signal);
  if (outcome.kind === 'failure') {
    if (outcome.failure.kind !== 'not-there') return 'unread';
    return isLast ? undefined : { text: '', next: nextAttempt(place) };
  }
  const { bytes, length } = outcome.value;
  const hasEnded = !isLast || task.exit !== undefined;
  const isRest = place.offset + bytes.length >= length;
  const whole = (hasEnded && isRest) || bytes.length === LARGEST_PIECE ? bytes.length : lineEnd(bytes);
  const behind = { ...place, offset: place.offset + whole };
  if (!isLast && isRest) return { text: decoded(bytes, whole), next: nextAttempt(place) };
  return whole === 0 ? undefined : { text: decoded(bytes, whole), next: behind };
}

/** In bytes. */
const LARGEST_PIECE = 1024 * 1024;

function nextAttempt(place: LogPlace): LogPlace {
  return { ...place, attempt: place.attempt + 1, offset: 0 };
}

/**
 * Behind the last line break. A bar that is drawn over and over ends its lines with carriage returns; such a line is
 * cut only when it has become long, for what follows a bar may belong to it.
 */
function lineEnd(bytes: Uint8Array): number {
  const end = bytes.lastIndexOf(10) + 1;
  return end > 0 || bytes.length < LONG_LINE ? end : bytes.lastIndexOf(13) + 1;
}

/** In bytes. */
const LONG_LINE = 8 * 1024;

function decoded(bytes: Uint8Array, length: number): string {
  return new TextDecoder().decode(bytes.subarray(0, length));
}
