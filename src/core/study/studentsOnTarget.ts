import { studentName } from '../answers/evaluatedModel.ts';
import { jobsOnly } from '../answers/targetStudents.ts';
import type { Job } from '../jobs/job.ts';
import { overridesOf } from '../plan/planRecord.ts';
import type { Student } from '../runs/generateSample.ts';
import type { Run } from '../runs/records.ts';
import type { Skillset } from '../skillset/skillset.ts';
import { STUDY_MODELS } from '../skillset/study.ts';

export interface StudentsOnTarget {
  readonly students: readonly Student[];
  /** How many more there will be, when something is trained and begins to answer. */
  readonly unknown: number;
}

/**
 * Who is evaluated on the study's target, as far as the store tells: the tuned model has its name from what its training
 * left, and no text of it is there before a run has named it. So no target needs to be asked.
 *
 * @param on in place of the target that the study names
 * @param jobs of the file, from oldest to newest
 * @param runs of the file
 */
export function studentsOnTarget(
  { study }: Skillset,
  { jobs, runs, on }: { readonly jobs: readonly Job[]; readonly runs: readonly Run[]; readonly on?: string },
): StudentsOnTarget {
  const { train, evaluate } = study ?? {};
  if (train === undefined || evaluate === undefined) return { students: [], unknown: 0 };
  const wanted = evaluate.models ?? STUDY_MODELS;
  const target = on ?? evaluate.target ?? train.target;
  if (target === undefined) return { students: [], unknown: wanted.length };
  const base = studentName(target, { kind: 'base', base: train.base });
  const training = jobs.findLast((job) => job.spec.kind === 'train' && job.target === target);
  const tuned = training?.state === 'done' ? newestNamed(runs, `${base}+${training.id}.`) : undefined;
  const names = wanted.flatMap((model) => (model === 'base' ? base : (tuned ?? [])));
  const students = names.map((name) => ({
    name,
    model: name.slice(target.length + 1),
    port: jobsOnly(target),
    sampling: {},
  }));
  return { students, unknown: wanted.length - students.length };
}

/** The student that the newest evaluation names with this beginning. */
function newestNamed(runs: readonly Run[], beginning: string): string | undefined {
  const evaluations = runs.filter(({ kind }) => kind === 'evaluate');
  return evaluations
    .toSorted((a, b) => b.startedAt - a.startedAt)
    .flatMap(({ plan }) => overridesOf(plan, undefined)?.students ?? [])
    .find((name) => name.startsWith(beginning));
}
