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
  const skills = countOf(criteria, (kind) => kind === 'skill');
  const others = countOf(criteria, (kind) => kind !== 'skill');
  const hasAllSkills = skills.earned === skills.all;
  const hasAllOthers = others.earned === others.all;
  return {
    fullMarks: hasAllSkills && hasAllOthers ? 1 : 0,
    allSkills: hasAllSkills && others.earned >= 2 ? 1 : 0,
    skillFraction: hasAllOthers && skills.all > 0 ? skills.earned / skills.all : 0,
  };
}

function countOf(criteria: readonly JudgedCriterion[], isCounted: (kind: Criterion['kind']) => boolean) {
  let [all, earned] = [0, 0];
  for (const { criterion, point } of criteria) {
    if (!isCounted(criterion.kind)) continue;
    all += 1;
    earned += point;
  }
  return { all, earned };
}
