import type { Cell } from './cell.ts';
import type { Novelty, NoveltyAssumptions, NoveltyRow } from './novelty.ts';

/**
 * The chance that k given skills on a given topic occur together in a corpus, at most: full marks more often than that
 * cannot be explained by copying. Yu et al., SKILL-MIX (arXiv 2310.17567), and Zhao et al. (arXiv 2409.19808), who use
 * the lower confidence limit. It takes the skills and the topic of a mix to be independent of each other in the corpus.
 */
export function noveltyThreshold({ pSkill, pTopic, corpus }: NoveltyAssumptions, k: number): number {
  return Math.min(1, pSkill ** k * pTopic * corpus);
}

/** Each cell with figures against the threshold of its k. */
export function noveltyOf(cells: readonly Cell[], assumptions: NoveltyAssumptions): Novelty {
  return { assumptions, rows: cells.flatMap((cell) => rowOf(cell, noveltyThreshold(assumptions, cell.k))) };
}

function rowOf(cell: Cell, threshold: number): NoveltyRow[] {
  const { student, grader, split, k, seed, purpose } = cell;
  const { max, low, mean, meanLow } = cell.fullMarks;
  if (max === null || low === null || mean === null || meanLow === null) return [];
  const figures = { max, low, isAbove: low > threshold, mean, meanLow, isMeanAbove: meanLow > threshold };
  return [{ student, grader, split, k, seed, purpose, threshold, ...figures }];
}
