import { overridesOf } from '../plan/planRecord.ts';
import type { Run } from '../runs/records.ts';
import { isStudentOnTarget } from './evaluatedModel.ts';

/**
 * Whether the run evaluates a base, or what was made of it, on a target.
 *
 * @param isTarget whether the first part of a student's name is that of such a target: an endpoint may serve a model of the
 * same name
 */
export function isRunOnTarget(
  { kind, plan }: Pick<Run, 'kind' | 'plan'>,
  base: string,
  isTarget: (name: string) => boolean,
): boolean {
  if (kind !== 'evaluate') return false;
  return studentsOf(plan).some((name) => isTarget(placeIn(name)) && isStudentOnTarget(name, base));
}

function placeIn(student: string): string {
  return student.slice(0, Math.max(0, student.indexOf('/')));
}

function studentsOf(plan: Run['plan']): readonly string[] {
  return overridesOf(plan, undefined)?.students ?? [];
}
