import { existsSync } from 'node:fs';
import { fileKey, storeAt, storeBeside } from '../adapters/files/storeLocation.ts';
import { openStore } from '../adapters/store/sqliteStore.ts';
import { sha256 } from '../adapters/system/sha256.ts';
import { type EvaluatedModel, studentName } from '../core/answers/evaluatedModel.ts';
import { findTuned } from '../core/answers/findTuned.ts';
import type { JobPlace } from '../core/answers/jobsOnTarget.ts';
import type { Job } from '../core/jobs/job.ts';
import type { JobTools } from '../core/jobs/jobTools.ts';
import { readJobLog } from '../core/jobs/readJobLog.ts';
import type { TargetPort } from '../core/jobs/targetPort.ts';
import type { Plan, PlanOverrides } from '../core/plan/plan.ts';
import { planOf } from '../core/plan/planOf.ts';
import type { GradingTools } from '../core/runs/gradeSample.ts';
import type { Skillset } from '../core/skillset/skillset.ts';
import { type AnswerEngine, STUDY_MODELS, type StudyModel } from '../core/skillset/study.ts';
import type { RunFlags } from './runFlags.ts';
import { targetNamed } from './targetsFile.ts';
import { UsageError, WorkError } from './terminal.ts';

export interface OnTargetFlags extends RunFlags {
  /** Left out: that of the study. */
  readonly on?: string;
  readonly targets?: string;
}

/** Who is evaluated on which target, and how. */
export interface EvaluationOn {
  readonly plan: Plan;
  readonly models: readonly EvaluatedModel[];
  readonly engine: AnswerEngine;
  /** The caller closes it. */
  readonly port: TargetPort;
  /** Of one run of the engine. */
  readonly gpus: number;
  readonly shardSize: number;
  readonly oneAtATime: boolean;
  jobTools(tools: Pick<GradingTools, 'store' | 'clock'>): JobTools;
  place(file: string): JobPlace;
}

/** Requests of one shard: a scheduler runs many at once; elsewhere each loads the model anew. */
const SHARD_SIZE = { slurm: 200, local: 500, ssh: 500 } as const;

/** @throws UsageError or WorkError where the study cannot be evaluated there */
export async function evaluationOn(
  file: string,
  skillset: Skillset,
  flags: OnTargetFlags & PlanOverrides,
  signal: AbortSignal,
): Promise<EvaluationOn> {
  const { train, evaluate } = skillset.study ?? {};
  if (train === undefined)
    throw new UsageError('The study trains nothing, so there is no base to evaluate: add "train:" to it.');
  const name = flags.on ?? evaluate?.target ?? train.target;
  if (name === undefined)
    throw new UsageError('No target: give --on TARGET, or name one in study.evaluate.target.');
  const port = targetNamed(name, file, flags.targets);
  const wanted = evaluate?.models ?? STUDY_MODELS;
  const models = await modelsOn(port, { file, wanted, base: train.base, store: flags.store }, signal);
  const planned = planOf(skillset, 'evaluate', {
    ...flags,
    ...(flags.grader === undefined ? {} : { graders: flags.grader }),
    students: models.map((model) => studentName(name, model)),
  });
  if (planned.kind === 'problem') throw new UsageError(planned.message);
  const { target } = port;
  return {
    plan: planned.plan,
    models,
    engine: evaluate?.engine ?? 'vllm',
    port,
    gpus: target.kind === 'slurm' ? (target.gpus ?? 1) : 1,
    shardSize: SHARD_SIZE[target.kind],
    oneAtATime: target.kind !== 'slurm',
    jobTools: ({ store, clock }) => ({
      ...{ store, clock },
      target: (asked) => (asked === name ? port : undefined),
      readProgress: readJobLog,
    }),
    place: (key) => ({ port, file: key, secrets }),
  };
}

async function modelsOn(
  port: TargetPort,
  asked: {
    readonly file: string;
    readonly wanted: readonly StudyModel[];
    readonly base: string;
    readonly store: string | undefined;
  },
  signal: AbortSignal,
): Promise<EvaluatedModel[]> {
  const { base, wanted } = asked;
  const models: EvaluatedModel[] = wanted.includes('base') ? [{ kind: 'base', base }] : [];
  if (!wanted.includes('tuned')) return models;
  const found = await findTuned(await jobsOf(asked), base, { port, digest: sha256 }, signal);
  if (found.kind === 'none') throw new WorkError(`The tuned model cannot be evaluated. ${found.why}`);
  return [...models, found.model];
}

async function jobsOf({
  file,
  store: path,
}: {
  readonly file: string;
  readonly store: string | undefined;
}): Promise<Job[]> {
  const location = path === undefined ? storeBeside(file) : storeAt(path);
  if (!existsSync(location.path)) return [];
  const store = await openStore(location.path);
  try {
    return await store.jobs({ file: fileKey(location, file) });
  } finally {
    await store.close();
  }
}

function secrets(names: readonly string[]): { readonly [name: string]: string } {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
