import type { Job, JobId } from '../jobs/job.ts';
import type { TargetFailure } from '../jobs/targetPort.ts';
import type { BatchCall, BatchFailure, BatchPort, ModelFailureKind, RemoteBatch } from '../runs/ports.ts';
import type { AnswerJobs } from './answerJobs.ts';
import { batchSpec, type Room } from './answerSpec.ts';
import { type EvaluatedModel, modelName } from './evaluatedModel.ts';
import { type BatchLines, readAnswers } from './readAnswers.ts';
import { shardsOf } from './shards.ts';

export interface TargetBatchOptions extends Room {
  readonly jobs: AnswerJobs;
  /** Those that answer there. */
  readonly models: readonly EvaluatedModel[];
  readonly lines: BatchLines;
  /** Requests of one shard at most. */
  readonly shardSize: number;
}

/** More is a second job: what one holds is written out in memory before it is sent. */
const LARGEST = 5_000;

/**
 * A target's engine as a batch API, so that submission, collection and what was lost are handled as for any provider: a
 * batch is a job, its calls are the requests of its shards, and its results are the files that the engine writes.
 */
export function targetBatches({ jobs, models, lines, shardSize, gpus }: TargetBatchOptions): BatchPort {
  /** By model: why no other job is sent for it before somebody has looked. */
  const stopped = new Map<string, string>();

  function submit(
    calls: readonly BatchCall[],
    tag: string,
    signal: AbortSignal,
  ): ReturnType<BatchPort['submit']> {
    const name = calls[0]?.request.model ?? '';
    const model = models.find((each) => modelName(each) === name);
    if (model === undefined) return refused(`There is no model "${name}" on this target.`);
    const why = stopped.get(name);
    if (why !== undefined) return refused(why);
    const spec = batchSpec(model, shardsOf(calls.map(lines.write), shardSize), { gpus });
    return jobs.submit(jobIdOf(tag), spec, signal).then((sent) => {
      if (sent.kind === 'failure') return failed(sent.failure);
      return { kind: 'submitted', batch: remoteBatch(sent.value, 'running') };
    });
  }

  async function endOf(job: Job, signal: AbortSignal): ReturnType<BatchPort['status']> {
    if (job.state === 'done') return { kind: 'batch', batch: remoteBatch(job, 'ended') };
    const why = `The job ${job.id} ${ENDINGS[job.state] ?? 'ended'}${job.why === undefined ? '.' : `: ${job.why}`}`;
    const found = await answersOf(job, signal);
    if (found.kind === 'failure') return failed(found.failure);
    const hasAnswers = found.texts.some((text) => readAnswers(text, lines).length > 0);
    // What brought nothing would bring nothing again; what somebody ended is not begun anew behind their back.
    if (!hasAnswers || job.state === 'cancelled') stopped.set(modelIn(job), why);
    return { kind: 'batch', batch: { ...remoteBatch(job, hasAnswers ? 'ended' : 'lost'), why } };
  }

  async function answersOf(
    { id, spec }: Job,
    signal: AbortSignal,
  ): Promise<
    | { readonly kind: 'texts'; readonly texts: readonly string[] }
    | { readonly kind: 'failure'; readonly failure: TargetFailure }
  > {
    const texts: string[] = [];
    for (const { evidence } of spec.tasks) {
      if (evidence.kind !== 'answers') continue;
      const read = await jobs.read(id, evidence.path, signal);
      if (read.kind === 'failure') return read;
      if (read.value !== undefined) texts.push(read.value);
    }
    return { kind: 'texts', texts };
  }

  function modelIn({ spec }: Job): string {
    return models.map(modelName).find((name) => spec.tasks[0]?.command.includes(name)) ?? '';
  }

  return {
    largest: LARGEST,
    submit,
    async find({ tag, calls }, signal) {
      const seen = await jobs.look(jobIdOf(tag), signal);
      if (seen.kind === 'failure') return failed(seen.failure);
      if (seen.value !== undefined) return { kind: 'found', batch: remoteBatch(seen.value, 'running') };
      // Asking again brings no second job about, so nobody needs to wait until it is surely not there.
      const sent = await submit(calls, tag, signal);
      return sent.kind === 'submitted' ? { kind: 'found', batch: sent.batch } : sent;
    },
    async status(remoteId, signal) {
      const seen = await jobs.look(remoteId as JobId, signal);
      if (seen.kind === 'failure') return failed(seen.failure);
      const job = seen.value;
      if (job === undefined) return failed(goneFailure(remoteId));
      if (job.state === 'unknown' || job.state === 'elsewhere') return failed(untoldFailure(job));
      const isOver = ENDINGS[job.state] !== undefined || job.state === 'done';
      return isOver ? endOf(job, signal) : { kind: 'batch', batch: remoteBatch(job, 'running') };
    },
    async results(remoteId, onResult, signal) {
      const seen = await jobs.look(remoteId as JobId, signal);
      if (seen.kind === 'failure') return failed(seen.failure);
      if (seen.value === undefined) return failed(goneFailure(remoteId));
      const found = await answersOf(seen.value, signal);
      if (found.kind === 'failure') return failed(found.failure);
      for (const text of found.texts) for (const result of readAnswers(text, lines)) await onResult(result);
      return { kind: 'read' };
    },
    async cancel(remoteId, signal) {
      const ended = await jobs.cancel(remoteId as JobId, signal);
      return ended.kind === 'failure' ? failed(ended.failure) : { kind: 'cancelled' };
    },
  };
}

/** A batch's tag is a UUID, so one job belongs to one batch and to no other. */
export function jobIdOf(tag: string): JobId {
  return `answers-${tag.toLowerCase()}` as JobId;
}

const ENDINGS: Partial<Record<Job['state'], string>> = {
  failed: 'failed',
  cancelled: 'was cancelled',
  lost: 'is lost',
};

function remoteBatch(job: Job, state: RemoteBatch['state']): RemoteBatch {
  const total = job.spec.tasks.reduce(
    (sum, { evidence }) => sum + (evidence.kind === 'answers' ? evidence.lines : 0),
    0,
  );
  const done = job.progress?.done ?? 0;
  return { remoteId: job.id, state, total, done, failed: 0, createdAt: job.createdAt };
}

/** With a status as of a server that refuses, so that its calls are known not to be there. */
async function refused(message: string): Promise<BatchFailure> {
  return { kind: 'failure', failure: { kind: 'bad-request', message, status: REFUSED } };
}

/** A job that was refused is surely not there. */
const REFUSED = 400;

const KINDS: Record<TargetFailure['kind'], ModelFailureKind> = {
  unreachable: 'network',
  'host-key': 'network',
  denied: 'no-permission',
  'disk-full': 'server',
  'not-there': 'server',
  rejected: 'bad-request',
  protocol: 'malformed',
  cancelled: 'cancelled',
};

function failed({ kind, message }: Pick<TargetFailure, 'kind' | 'message'>): BatchFailure {
  const status = kind === 'rejected' ? { status: REFUSED } : {};
  return { kind: 'failure', failure: { kind: KINDS[kind], message, ...status } };
}

function goneFailure(id: string): TargetFailure {
  return { kind: 'not-there', message: `Nothing is known of the job ${id}, here or on its target.` };
}

function untoldFailure({ id, why }: Job): TargetFailure {
  return { kind: 'unreachable', message: why ?? `How the job ${id} stands cannot be told now.` };
}
