import { isTargetIdentity } from '../answers/evaluatedModel.ts';
import { formatCount, plural } from '../format/formatCount.ts';
import type { Job, JobId } from '../jobs/job.ts';
import { isOpen } from '../jobs/job.ts';
import { groupBy } from '../metrics/grouping.ts';
import type { Batch, Run, RunId } from '../runs/records.ts';

/** The parts of a study, in the order in which one needs the other. */
export const STAGES = ['data', 'train', 'evaluate', 'grade', 'report'] as const;
export type StageName = (typeof STAGES)[number];

/**
 * - `open`: it can be begun, or gone on with. `blocked`: a stage before it is not done.
 * - `running`: a process is at it. `waiting`: for a job or for batches, while no process need be at it.
 * - `failed`: it came to an end before it was through, and why is known. Going on tries again.
 */
export type StageState = 'open' | 'blocked' | 'running' | 'waiting' | 'failed' | 'done';

export interface Stage {
  readonly name: StageName;
  readonly state: StageState;
  /** Texts, optimiser steps or gradings. */
  readonly done: number;
  readonly total: number;
  /** What it waits for and where, as in `train-1 on lab, running`. */
  readonly running: readonly string[];
  /** How many batches of endpoints it waits for. */
  readonly batches: number;
  readonly why?: string;
  /** In US dollars, as far as prices are known. */
  readonly money: number;
  /** How long jobs ran on targets, in seconds. */
  readonly jobSeconds: number;
  /** The newest run and the newest job that were at it. */
  readonly run?: RunId;
  readonly job?: JobId;
}

/** How many pieces of work a plan has, and what became of them. */
export interface WorkCount {
  readonly texts: number;
  /** Written, or unreadable for good: nothing is asked for them any more. */
  readonly settled: number;
  readonly gradings: number;
  readonly graded: number;
}

/** All that the states of a study's stages follow from. It is read from the store each time: no state is kept. */
export interface StudyFacts {
  /** Undefined: the study has no such stage. */
  readonly data?: WorkCount & { readonly kept: number };
  readonly train?: { readonly target: string | undefined; readonly steps: number };
  /** Also of students that are not known yet, because nothing was trained. */
  readonly evaluate?: WorkCount & {
    /** By somebody, as far as what is written can be graded. */
    readonly isGraded: boolean;
  };
  /** Of the file, from oldest to newest. */
  readonly runs: readonly Run[];
  readonly jobs: readonly Job[];
  /** Those that are open. */
  readonly batches: readonly Batch[];
  /** In US dollars, what was paid for each. */
  readonly money: { readonly [kind in 'data' | 'evaluate' | 'grade']: number };
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** How far a study is: only the stages that it has, in order. */
export function studyStages(facts: StudyFacts): Stage[] {
  const stages: Stage[] = [];
  const add = (stage: Stage | undefined): void => {
    if (stage === undefined) return;
    const isFree = stages.every(({ state }) => state === 'done');
    stages.push(isFree || stage.state !== 'open' ? stage : { ...stage, state: 'blocked' });
  };
  add(dataStage(facts));
  add(trainStage(facts));
  add(evaluateStage(facts));
  add(gradeStage(facts));
  add(reportStage(facts));
  return stages;
}

function dataStage(facts: StudyFacts): Stage | undefined {
  const { data } = facts;
  if (data === undefined) return undefined;
  const isThrough = data.settled >= data.texts && data.graded >= data.gradings;
  const stage = textStage('data', facts, data, isThrough);
  if (!isThrough || data.kept > 0 || facts.train === undefined) return stage;
  const why = 'No text passes, so there is nothing to train on: allow more attempts, or other skills.';
  return { ...stage, state: 'failed', why };
}

function evaluateStage(facts: StudyFacts): Stage | undefined {
  const { evaluate, jobs } = facts;
  if (evaluate === undefined) return undefined;
  const stage = textStage('evaluate', facts, evaluate, evaluate.settled >= evaluate.texts);
  const job = jobs.findLast(({ spec }) => spec.kind === 'answer' || spec.kind === 'serve');
  const jobSeconds = secondsOf(jobs, ['answer', 'serve'], facts.now);
  if (job === undefined) return { ...stage, jobSeconds };
  const withJob = { ...stage, jobSeconds, job: job.id };
  if (stage.state === 'done') return withJob;
  if (isOpen(job.state)) return { ...withJob, state: 'waiting', running: [placeOf(job)] };
  const hasFailed = stage.state === 'open' && (job.state === 'failed' || job.state === 'lost');
  if (!hasFailed || job.spec.kind === 'serve') return withJob;
  return { ...withJob, state: 'failed', why: job.why ?? `The job ${job.id} is ${job.state}.` };
}

function gradeStage(facts: StudyFacts): Stage | undefined {
  const { evaluate } = facts;
  if (evaluate === undefined || !evaluate.isGraded) return undefined;
  const isWritten = evaluate.settled >= evaluate.texts;
  const isThrough = isWritten && evaluate.graded >= evaluate.gradings;
  // Once all is written, what an evaluation still does is to grade.
  const kinds = isWritten ? (['evaluate', 'grade'] as const) : (['grade'] as const);
  return {
    name: 'grade',
    ...(isThrough ? { state: 'done', ...NOBODY, ...runOf(facts, kinds) } : atWork(facts, kinds)),
    done: evaluate.graded,
    total: evaluate.gradings,
    money: facts.money.grade,
    jobSeconds: 0,
  };
}

/** It is made anew each time it is looked at, so it is done once there is something to report. */
function reportStage({ evaluate, data }: StudyFacts): Stage {
  const { texts, settled, gradings, graded } = evaluate ??
    data ?? { texts: 1, settled: 0, gradings: 0, graded: 0 };
  const isThere = settled >= texts && graded >= gradings;
  return { ...{ name: 'report', state: isThere ? 'done' : 'open' }, ...NO_WORK } as const;
}

const NO_WORK = { done: 0, total: 0, running: [], batches: 0, money: 0, jobSeconds: 0 } as const;

function trainStage({ train, jobs, now }: StudyFacts): Stage | undefined {
  if (train === undefined) return undefined;
  const job = newestTraining(jobs);
  const common = {
    name: 'train',
    done: job?.state === 'done' ? train.steps : (job?.progress?.done ?? 0),
    total: train.steps,
    batches: 0,
    money: 0,
    jobSeconds: secondsOf(jobs, ['train'], now),
    ...(job && { job: job.id }),
  } as const;
  if (job === undefined || job.state === 'prepared') {
    const why = 'The study names no target to train on: add "target:" to study.train.';
    return train.target === undefined
      ? { ...common, state: 'failed', running: [], why }
      : { ...common, state: 'open', running: [] };
  }
  if (job.state === 'done') return { ...common, state: 'done', running: [] };
  const why = job.why === undefined ? {} : { why: job.why };
  if (isOpen(job.state)) return { ...common, state: 'waiting', running: [placeOf(job)], ...why };
  return { ...common, state: 'failed', running: [], why: job.why ?? `The job ${job.id} is ${job.state}.` };
}

function textStage(name: 'data' | 'evaluate', facts: StudyFacts, work: WorkCount, isThrough: boolean): Stage {
  return {
    name,
    ...(isThrough ? { state: 'done', ...NOBODY, ...runOf(facts, [name]) } : atWork(facts, [name])),
    done: work.settled,
    total: work.texts,
    money: facts.money[name],
    jobSeconds: 0,
  };
}

const NOBODY = { running: [], batches: 0 } as const;

type AtWork = Pick<Stage, 'state' | 'running' | 'batches' | 'why' | 'run'>;

/** Who is at work that is not through: a run, or batches that need none. */
function atWork(facts: StudyFacts, kinds: readonly Run['kind'][]): AtWork {
  const out = facts.batches.filter(({ runId }) =>
    facts.runs.some(({ id, kind }) => id === runId && kinds.includes(kind)),
  );
  const run = newest(facts, kinds);
  const isRunning = run?.state === 'running' && !run.isGone;
  const isWaiting = out.length > 0 && !isRunning;
  return {
    state: isWaiting ? 'waiting' : stateOf(run),
    running: [...groupBy(out, ({ endpoint, model }) => `${model} at ${endpoint.name}`)].map(callsOut),
    batches: out.filter(({ endpoint }) => !isTargetIdentity(endpoint)).length,
    ...(isWaiting || run?.why === undefined ? {} : { why: run.why }),
    ...runOf(facts, kinds),
  };
}

function callsOut([place, batches]: readonly [place: string, batches: readonly Batch[]]): string {
  const calls = batches.reduce((sum, batch) => sum + batch.calls, 0);
  const many = batches.length === 1 ? '' : `, in ${formatCount(batches.length)} batches`;
  return `${plural(calls, 'call')} to ${place}${many}`;
}

function newest({ runs }: StudyFacts, kinds: readonly Run['kind'][]): Run | undefined {
  return runs.findLast(({ kind }) => kinds.includes(kind));
}

function runOf(facts: StudyFacts, kinds: readonly Run['kind'][]): Pick<Stage, 'run'> {
  const run = newest(facts, kinds);
  return run === undefined ? {} : { run: run.id };
}

/** A run whose process is gone has left its work open. */
function stateOf(run: Run | undefined): StageState {
  if (run?.state === 'running') return run.isGone ? 'open' : 'running';
  return run?.state === 'stopped' || run?.state === 'failed' ? 'failed' : 'open';
}

function newestTraining(jobs: readonly Job[]): Job | undefined {
  return jobs.findLast(({ spec }) => spec.kind === 'train');
}

function placeOf({ id, target, state }: Job): string {
  return `${id} on ${target}, ${state}`;
}

function secondsOf(jobs: readonly Job[], kinds: readonly Job['spec']['kind'][], now: number): number {
  return jobs
    .filter(({ spec, state }) => kinds.includes(spec.kind) && state !== 'starting' && state !== 'queued')
    .reduce(
      (sum, { startedAt, endedAt }) => sum + ((endedAt ?? now) - (startedAt ?? endedAt ?? now)) / 1000,
      0,
    );
}
