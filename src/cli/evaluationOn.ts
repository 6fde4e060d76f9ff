import { existsSync } from 'node:fs';
import { fileKey, storeAt, storeBeside } from '../adapters/files/storeLocation.ts';
import { openStore } from '../adapters/store/sqliteStore.ts';
import { sha256 } from '../adapters/system/sha256.ts';
import { evaluationOn as plannedOn, type TargetEvaluation } from '../core/answers/evaluationOn.ts';
import type { JobPlace } from '../core/answers/jobsOnTarget.ts';
import type { Job } from '../core/jobs/job.ts';
import type { JobTools } from '../core/jobs/jobTools.ts';
import { readJobLog } from '../core/jobs/readJobLog.ts';
import type { TargetPort } from '../core/jobs/targetPort.ts';
import type { PlanOverrides } from '../core/plan/plan.ts';
import type { GradingTools } from '../core/runs/gradeSample.ts';
import type { Skillset } from '../core/skillset/skillset.ts';
import type { RunFlags } from './runFlags.ts';
import { targetNamed } from './targetsFile.ts';
import { UsageError, WorkError } from './terminal.ts';

export interface OnTargetFlags extends RunFlags {
  /** Left out: that of the study. */
  readonly on?: string;
  readonly targets?: string;
}

/** Who is evaluated on which target, and how. */
export interface EvaluationOn extends TargetEvaluation {
  /** The caller closes it. */
  readonly port: TargetPort;
  jobTools(tools: Pick<GradingTools, 'store' | 'clock'>): JobTools;
  place(file: string): JobPlace;
}

/** @throws UsageError or WorkError where the study cannot be evaluated there */
export async function evaluationOn(
  file: string,
  skillset: Skillset,
  flags: OnTargetFlags & PlanOverrides,
  signal: AbortSignal,
): Promise<EvaluationOn> {
  const { train, evaluate } = skillset.study ?? {};
  const name = flags.on ?? evaluate?.target ?? train?.target;
  if (name === undefined)
    throw new UsageError('No target: give --on TARGET, or name one in study.evaluate.target.');
  const port = targetNamed(name, file, flags.targets);
  const overrides = { ...flags, ...(flags.grader === undefined ? {} : { graders: flags.grader }) };
  const jobs = await jobsOf({ file, store: flags.store });
  const planned = await plannedOn(skillset, { port, jobs, overrides, digest: sha256 }, signal);
  if (planned.kind === 'unasked') throw new UsageError(planned.message);
  if (planned.kind === 'untrained') throw new WorkError(planned.message);
  return {
    ...planned.evaluation,
    port,
    jobTools: ({ store, clock }) => ({
      ...{ store, clock },
      target: (asked) => (asked === name ? port : undefined),
      readProgress: readJobLog,
    }),
    place: (key) => ({ port, file: key, secrets }),
  };
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
