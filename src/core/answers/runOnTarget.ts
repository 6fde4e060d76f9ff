import { overridesOf } from '../plan/planRecord.ts';
import type { Run } from '../runs/records.ts';
import { isStudentOnTarget } from './evaluatedModel.ts';

/** Whether the run evaluates a base, or what was made of it, on some target. Endpoints of such names are not known here. */
export function isRunOnTarget({ kind, plan }: Pick<Run, 'kind' | 'plan'>, base: string): boolean {
  return kind === 'evaluate' && studentsOf(plan).some((name) => isStudentOnTarget(name, base));
}

function studentsOf(plan: Run['plan']): readonly string[] {
  return overridesOf(plan, undefined)?.students ?? [];
}
