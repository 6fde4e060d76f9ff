import type { Criterion } from '../grading/criterion.ts';

/** One criterion with its verdict. */
export interface JudgedCriterion {
  readonly criterion: Criterion;
  readonly point: 0 | 1;
}

/** The three ratios of one text, each in [0, 1]. */
export interface TextScores {
  /** 1 if all k + 3 points are earned. */
  readonly fullMarks: number;
  /** 1 if all k skill points are earned, and at least 2 of the other 3. */
  readonly allSkills: number;
  /** The share of skill points earned, if the other 3 are all earned; else 0. */
  readonly skillFraction: number;
}

/** As defined by Yu et al., SKILL-MIX (arXiv 2310.17567), and used by Zhao et al. (arXiv 2409.19808). */
export function textScores(criteria: readonly JudgedCriterion[]): TextScores {
  const skills = criteria.filter(({ criterion }) => criterion.kind === 'skill');
  const others = criteria.filter(({ criterion }) => criterion.kind !== 'skill');
  const skillPoints = earned(skills);
  const otherPoints = earned(others);
  const hasAllSkills = skillPoints === skills.length;
  return {
    fullMarks: hasAllSkills && otherPoints === others.length ? 1 : 0,
    allSkills: hasAllSkills && otherPoints >= 2 ? 1 : 0,
    skillFraction: otherPoints === others.length && skills.length > 0 ? skillPoints / skills.length : 0,
  };
}

function earned(criteria: readonly JudgedCriterion[]): number {
  return criteria.filter(({ point }) => point === 1).length;
}
