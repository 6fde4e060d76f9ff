import type { Plan, PlanOverrides, PlanProblem } from '../plan/plan.ts';
import { planOf } from '../plan/planOf.ts';
import type { Student } from '../runs/generateSample.ts';
import type { SamplePurpose } from '../runs/records.ts';
import type { Skillset } from '../skillset/skillset.ts';
import type { StudyFacts } from './stages.ts';
import { studentsOnTarget } from './studentsOnTarget.ts';
import { type FactTools, studyFacts } from './studyFacts.ts';

/** Where a study is run: what is told there in place of what it says, and who answers there. */
export interface StudyPlace extends FactTools {
  /** As in `Run.file`. */
  readonly file: string;
  /** The target, in place of the one that the study names. */
  readonly on?: string;
  overridesOf(purpose: SamplePurpose): PlanOverrides;
  /** Those who answer at endpoints, by `endpoint/model`. */
  studentsNamed(names: readonly string[]): readonly Student[] | Promise<readonly Student[]>;
}

/** Looks how a study stands. Only the store is read: whoever wants to know how jobs are asks their targets before. */
export async function lookAtStudy(
  place: StudyPlace,
  skillset: Skillset,
): Promise<{ readonly kind: 'facts'; readonly facts: StudyFacts } | PlanProblem> {
  const { store, file, on } = place;
  const plans = plansOf(skillset, place);
  if (plans.kind === 'problem') return plans;
  const { data, evaluate } = plans;
  if (data?.students.length === 0) return NO_STUDENT;
  const [jobs, runs] = await Promise.all([store.jobs({ file }), store.runs(file)]);
  const onTarget = studentsOnTarget(skillset, { jobs, runs, ...(on !== undefined && { on }) });
  const atEndpoints = evaluate && (await place.studentsNamed(evaluatedAtEndpoints(skillset, evaluate)));
  const facts = await studyFacts(place, {
    ...{ skillset, file },
    ...(data && { data: { plan: data, students: await place.studentsNamed(data.students) } }),
    ...(evaluate && {
      evaluate: {
        plan: evaluate,
        students: [...(atEndpoints ?? []), ...onTarget.students],
        unknown: onTarget.unknown,
      },
    }),
  });
  return { kind: 'facts', facts };
}

const NO_STUDENT: PlanProblem = {
  kind: 'problem',
  message: 'No student is named for the data: name one in study.data.student.',
};

/** A study that trains evaluates what it trains; endpoints only where it names some. */
export function evaluatedAtEndpoints(
  { study }: Skillset,
  { students }: Pick<Plan, 'students'>,
): readonly string[] {
  return study?.train !== undefined && study.evaluate?.students === undefined ? [] : students;
}

type StudyPlans = { readonly kind: 'plans' } & { readonly [part in SamplePurpose]?: Plan };

function plansOf(skillset: Skillset, { overridesOf }: StudyPlace): StudyPlans | PlanProblem {
  const plans: { [part in SamplePurpose]?: Plan } = {};
  for (const part of ['data', 'evaluate'] as const) {
    if (skillset.study?.[part] === undefined) continue;
    const planned = planOf(skillset, part, overridesOf(part));
    if (planned.kind === 'problem') return planned;
    plans[part] = planned.plan;
  }
  return { kind: 'plans', ...plans };
}
