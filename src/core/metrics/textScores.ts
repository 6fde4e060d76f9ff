import { bitsIn } from './judge.ts';

/** The three ratios of one text, each in [0, 1]. */
export interface TextScores {
  /** 1 if all k + 3 points are earned. */
  readonly fullMarks: number;
  /** 1 if all k skill points are earned, and at least 2 of the other 3. */
  readonly allSkills: number;
  /** The share of skill points earned, if the other 3 are all earned; else 0. */
  readonly skillFraction: number;
}

/**
 * As defined by Yu et al., SKILL-MIX (arXiv 2310.17567), and used by Zhao et al. (arXiv 2409.19808). `points` has bit i
 * for the i-th criterion in the order of `criteriaOf`: the k skills, then the other three.
 */
export function textScores(points: number, k: number): TextScores {
  const others = Math.floor(points / 2 ** k);
  const skills = points - others * 2 ** k;
  const hasAllSkills = skills === 2 ** k - 1;
  const hasAllOthers = others === ALL_OTHERS;
  return {
    fullMarks: hasAllSkills && hasAllOthers ? 1 : 0,
    allSkills: hasAllSkills && bitsIn(others) >= 2 ? 1 : 0,
    skillFraction: hasAllOthers && k > 0 ? bitsIn(skills) / k : 0,
  };
}

/** Topic, sense and length. */
const ALL_OTHERS = 0b111;
