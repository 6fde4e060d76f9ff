import { compare, groupBy } from '../../metrics/grouping.ts';
import { createRandom, pick } from '../../mixes/random.ts';
import type { SampleId } from '../../runs/records.ts';
import type { Keep } from '../../skillset/study.ts';
import { type Candidate, isKept } from './candidate.ts';

export interface SelectionOptions {
  readonly keep: Keep;
  /** Who must agree. */
  readonly graders: readonly string[];
  /** Every text of a mix, not only the best. */
  readonly allGenerations: boolean;
  readonly subset?: { readonly size: number; readonly seed: number };
}

export interface Selection {
  /** In the order of the data: by id, or as they were drawn. */
  readonly ids: readonly SampleId[];
  readonly yields: readonly Yield[];
}

/** What became of the attempts at one k. */
export interface Yield {
  readonly k: number;
  readonly attempts: number;
  /** Attempts that gave a usable text. */
  readonly texts: number;
  /** Texts on which every grader has a verdict. */
  readonly graded: number;
  /** Texts that pass. */
  readonly kept: number;
  /** Of these, the ones chosen: one of each mix, and the subset. */
  readonly chosen: number;
}

/**
 * Chooses the texts to train on. The order does not depend on when the texts were written, and of two subsets of one
 * seed the smaller is the beginning of the larger.
 */
export function selectTexts(candidates: readonly Candidate[], options: SelectionOptions): Selection {
  const { keep, graders, allGenerations, subset } = options;
  const kept = candidates.filter((candidate) => isKept(candidate, keep, graders));
  const single = allGenerations ? kept : bestOfEach(kept, graders);
  const sorted = [...single].sort((one, other) => compare(one.id, other.id));
  const chosen =
    subset === undefined ? sorted : pick(sorted, subset.size, createRandom('training subset', subset.seed));
  return { ids: chosen.map(({ id }) => id), yields: yieldsOf(candidates, kept, chosen, graders) };
}

/** Of each mix and student the text with most points, and of several the first. */
function bestOfEach(candidates: readonly Candidate[], graders: readonly string[]): Candidate[] {
  const groups = groupBy(candidates, ({ student, mixId }) => JSON.stringify([student, mixId]));
  return [...groups.values()].flatMap((group) => {
    const [best] = group.sort(
      (one, other) =>
        pointsOf(other, graders) - pointsOf(one, graders) ||
        one.generation - other.generation ||
        compare(one.id, other.id),
    );
    return best === undefined ? [] : [best];
  });
}

function pointsOf({ marks }: Candidate, graders: readonly string[]): number {
  return graders.reduce((total, grader) => total + (marks.get(grader)?.points ?? 0), 0);
}

function yieldsOf(
  candidates: readonly Candidate[],
  kept: readonly Candidate[],
  chosen: readonly Candidate[],
  graders: readonly string[],
): Yield[] {
  const countOf = (list: readonly Candidate[], k: number): number => list.filter((one) => one.k === k).length;
  const texts = candidates.filter(({ isText }) => isText);
  const graded = texts.filter(({ marks }) => graders.length > 0 && graders.every((name) => marks.has(name)));
  const ks = [...new Set(candidates.map(({ k }) => k))].sort((one, other) => one - other);
  return ks.map((k) => ({
    k,
    attempts: countOf(candidates, k),
    texts: countOf(texts, k),
    graded: countOf(graded, k),
    kept: countOf(kept, k),
    chosen: countOf(chosen, k),
  }));
}
