import type { Plan, PlanOverrides } from '../../../src/core/plan/plan.ts';
import { planOf } from '../../../src/core/plan/planOf.ts';
import type { Skillset } from '../../../src/core/skillset/skillset.ts';
import type { DataPlan, EvaluatePlan, StudyPlan } from '../../../src/core/skillset/study.ts';
import { skill, skillset, split, topics } from '../mixes/skillsOf.ts';

/** A study of the size that the paper has: 53 + 48 skills, 100 topics. */
export function study(changes: StudyPlan = {}): Skillset {
  const skills = Array.from({ length: 101 }, (_, index) =>
    skill(`skill ${index}`, { category: index < 53 ? 'literary' : 'logic' }),
  );
  return skillset({
    skills,
    topics: topics(100),
    splits: [
      split('training', { categories: ['literary'], topics: { kind: 'share', share: 0.5 } }),
      split('held-out', { categories: ['logic'], topics: { kind: 'rest' } }),
    ],
    student: 'openai/gpt-4o',
    grade: { graders: ['openai/gpt-4o', 'rule'], rounds: 3 },
    study: { data: data(), evaluate: evaluate(), ...changes },
  });
}

export function data(changes: Partial<DataPlan> = {}): DataPlan {
  return {
    student: 'openai/gpt-4o',
    keep: 'full-marks',
    parts: [
      { k: 1, skills: 'all', topics: 'training', attempts: 500 },
      { k: 2, skills: 'training', topics: 'training', attempts: 1000 },
      { k: 3, skills: 'training', topics: 'training', attempts: 1000 },
    ],
    order: 'nested',
    repeats: false,
    ...changes,
  };
}

export function evaluate(changes: Partial<EvaluatePlan> = {}): EvaluatePlan {
  return {
    splits: ['training', 'held-out', 'all'],
    k: [2, 3, 4, 5],
    mixes: 100,
    generations: 3,
    engine: 'vllm',
    unseen: true,
    order: 'nested',
    repeats: false,
    ...changes,
  };
}

/** The plan, where there is one. */
export function planned(of: Skillset, what: 'data' | 'evaluate', overrides?: PlanOverrides): Plan {
  const result = planOf(of, what, overrides);
  if (result.kind === 'problem') throw new Error(result.message);
  return result.plan;
}
