import { fileKey, storeAt, storeBeside } from '../adapters/files/storeLocation.ts';
import { openStore } from '../adapters/store/sqliteStore.ts';
import { sha256 } from '../adapters/system/sha256.ts';
import { systemClock } from '../adapters/system/systemClock.ts';
import type { EvaluatedModel } from '../core/answers/evaluatedModel.ts';
import { findTuned } from '../core/answers/findTuned.ts';
import { jobsOnly, targetStudents } from '../core/answers/targetStudents.ts';
import { advanceJobs } from '../core/jobs/advanceJobs.ts';
import { readJobLog } from '../core/jobs/readJobLog.ts';
import type { TargetPort } from '../core/jobs/targetPort.ts';
import type { Plan } from '../core/plan/plan.ts';
import { planOf } from '../core/plan/planOf.ts';
import type { PriceOf } from '../core/runs/budget.ts';
import type { Student } from '../core/runs/generateSample.ts';
import type { StorePort } from '../core/runs/ports.ts';
import type { SamplePurpose } from '../core/runs/records.ts';
import type { Skillset } from '../core/skillset/skillset.ts';
import { STUDY_MODELS } from '../core/skillset/study.ts';
import type { StudyFacts } from '../core/study/stages.ts';
import { studyFacts } from '../core/study/studyFacts.ts';
import type { OnTargetFlags } from './evaluationOn.ts';
import { studentsNamed } from './models.ts';
import { endpointsOf } from './runFlags.ts';
import type { StudyFlags } from './runStudyPart.ts';
import { targetNamed } from './targetsFile.ts';
import { UsageError } from './terminal.ts';

export type WholeStudyFlags = StudyFlags & OnTargetFlags;

/** Looks how a study stands: asks the targets of its open jobs, and reads the rest from the store. */
export async function lookAtStudy(
  file: string,
  skillset: Skillset,
  flags: WholeStudyFlags,
  { priceOf, signal }: { readonly priceOf: PriceOf; readonly signal: AbortSignal },
): Promise<StudyFacts> {
  const location = flags.store === undefined ? storeBeside(file) : storeAt(flags.store);
  const store = await openStore(location.path);
  const ports = new Map<string, TargetPort>();
  const target = (name: string): TargetPort => {
    const port = ports.get(name) ?? targetNamed(name, file, flags.targets);
    ports.set(name, port);
    return port;
  };
  try {
    const key = fileKey(location, file);
    await advanceJobs({ store, clock: systemClock, target, readProgress: readJobLog }, { file: key }, signal);
    const data = skillset.study?.data && writersOf('data', skillset, flags);
    const evaluate = skillset.study?.evaluate && writersOf('evaluate', skillset, flags);
    const onTarget = evaluate && (await onTargetOf(store, key, skillset, { flags, target, signal }));
    return await studyFacts(
      { store, clock: systemClock, digest: sha256, priceOf },
      {
        ...{ skillset, file: key },
        ...(data && { data }),
        ...(evaluate && {
          evaluate: {
            plan: evaluate.plan,
            students: [...evaluate.students, ...(onTarget?.students ?? [])],
            unknown: onTarget?.unknown ?? 0,
          },
        }),
      },
    );
  } finally {
    await Promise.all([...ports.values()].map((port) => port.close()));
    await store.close();
  }
}

/** Those who answer at endpoints. */
function writersOf(
  purpose: SamplePurpose,
  skillset: Skillset,
  flags: WholeStudyFlags,
): { readonly plan: Plan; readonly students: readonly Student[] } {
  const planned = planOf(skillset, purpose, flags.grader === undefined ? {} : { graders: flags.grader });
  if (planned.kind === 'problem') throw new UsageError(planned.message);
  const { plan } = planned;
  const names = purpose === 'evaluate' ? evaluatedAtEndpoints(skillset, plan) : plan.students;
  if (names.length === 0 && purpose === 'evaluate') return { plan, students: [] };
  return { plan, students: studentsNamed(names, { ...endpointsOf(flags), sampling: plan.sampling }) };
}

/** A study that trains evaluates what it trains; endpoints only where it names some. */
function evaluatedAtEndpoints({ study }: Skillset, { students }: Pick<Plan, 'students'>): readonly string[] {
  return study?.train !== undefined && study.evaluate?.students === undefined ? [] : students;
}

async function onTargetOf(
  store: StorePort,
  file: string,
  { study }: Skillset,
  {
    flags,
    target,
    signal,
  }: {
    readonly flags: WholeStudyFlags;
    readonly target: (name: string) => TargetPort;
    readonly signal: AbortSignal;
  },
): Promise<{ readonly students: readonly Student[]; readonly unknown: number }> {
  const { train, evaluate } = study ?? {};
  const name = flags.on ?? evaluate?.target ?? train?.target;
  const wanted = train === undefined ? [] : (evaluate?.models ?? STUDY_MODELS);
  if (train === undefined || name === undefined) return { students: [], unknown: wanted.length };
  const { base } = train;
  const models: EvaluatedModel[] = wanted.includes('base') ? [{ kind: 'base', base }] : [];
  if (wanted.includes('tuned')) {
    const found = await findTuned(
      await store.jobs({ file }),
      base,
      { port: target(name), digest: sha256 },
      signal,
    );
    if (found.kind === 'tuned') models.push(found.model);
  }
  const students = targetStudents(name, models, { port: jobsOnly(name), sampling: {} });
  return { students, unknown: wanted.length - models.length };
}
