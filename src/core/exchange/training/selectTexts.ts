import { compare } from '../../metrics/grouping.ts';
import { createRandom, pick } from '../../mixes/random.ts';
import type { SampleId, SamplePurpose } from '../../runs/records.ts';
import type { Keep } from '../../skillset/study.ts';
import type { Candidates } from './candidates.ts';
import { givesEnough, pointsIn } from './marks.ts';

export interface SelectionOptions {
  readonly keep: Keep;
  /** Who must agree. Left out: everyone who has a verdict on one of the texts. */
  readonly graders?: readonly string[];
  /** Left out: `data` where there are such texts, else all. */
  readonly purpose?: SamplePurpose | 'all';
  /** Every text of a mix, not only the best. */
  readonly allGenerations: boolean;
  readonly subset?: { readonly size: number; readonly seed: number };
}

export interface Selection {
  /** In the order of the data: by id, or as they were drawn. */
  readonly ids: readonly SampleId[];
  /** Of a chosen text those that pass too, of the same mix and student, the best first; undefined where there is none. */
  readonly others: ReadonlyMap<SampleId, readonly SampleId[]>;
  readonly yields: readonly Yield[];
  /** What was decided where the options left it open. */
  readonly graders: readonly string[];
  readonly purpose: SamplePurpose | 'all';
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
export function selectTexts(candidates: Candidates, options: SelectionOptions): Selection {
  const { keep, allGenerations, subset } = options;
  const purpose = options.purpose ?? (candidates.purpose.includes('data') ? 'data' : 'all');
  const all = [...candidates.id.keys()].filter(
    (text) => purpose === 'all' || candidates.purpose[text] === purpose,
  );
  const graders = options.graders ?? gradersOf(candidates, all);
  const columns = graders.map((grader) => candidates.marks.get(grader) ?? []);
  const marks: MarksOf = (text) => columns.map((column) => column[text] ?? 0);
  const kept = all.filter((text) => candidates.isText[text] === true && isKept(marks(text), keep));
  const ranked = allGenerations ? kept.map((text) => [text]) : rankedByMix(candidates, kept, marks);
  const single = ranked.flatMap(([best]) => best ?? []);
  const sorted = single.sort((one, other) => compareIds(candidates, one, other));
  const chosen =
    subset === undefined ? sorted : pick(sorted, subset.size, createRandom('training subset', subset.seed));
  const graded = all.filter((text) => graders.length > 0 && marks(text).every((given) => given !== 0));
  return {
    ids: chosen.flatMap((text) => candidates.id[text] ?? []),
    others: othersOf(candidates, ranked),
    yields: yieldsOf(candidates.k, { attempts: all, graded, kept, chosen, texts: textsIn(candidates, all) }),
    ...{ graders, purpose },
  };
}

/** What each of the graders says of a text. */
type MarksOf = (text: number) => readonly number[];

/** Whether all of the graders give what the study asks for. With nobody to say so, only `all` keeps a text. */
function isKept(marks: readonly number[], keep: Keep): boolean {
  return keep === 'all' || (marks.length > 0 && marks.every((given) => givesEnough(given, keep)));
}

function gradersOf({ marks }: Candidates, texts: readonly number[]): string[] {
  return [...marks]
    .filter(([, column]) => texts.some((text) => (column[text] ?? 0) !== 0))
    .map(([grader]) => grader)
    .sort(compare);
}

/** The texts of each mix and student: those with more points first, and of several the one that was written first. */
function rankedByMix(candidates: Candidates, texts: readonly number[], marks: MarksOf): number[][] {
  const { group, generation } = candidates;
  const points = (text: number): number => marks(text).reduce((total, given) => total + pointsIn(given), 0);
  const byMix = new Map<number, number[]>();
  for (const text of texts) {
    const own = byMix.get(group[text] ?? 0) ?? [];
    byMix.set(group[text] ?? 0, own);
    own.push(text);
  }
  return Array.from(byMix.values(), (own) =>
    own.length === 1
      ? own
      : own.sort(
          (one, other) =>
            points(other) - points(one) ||
            (generation[one] ?? 0) - (generation[other] ?? 0) ||
            compareIds(candidates, one, other),
        ),
  );
}

function othersOf({ id }: Candidates, ranked: readonly (readonly number[])[]): Selection['others'] {
  const idsOf = (texts: readonly number[]): SampleId[] => texts.flatMap((text) => id[text] ?? []);
  return new Map(
    ranked
      .filter(({ length }) => length > 1)
      .map(idsOf)
      .flatMap(([best, ...others]) => (best === undefined ? [] : [[best, others] as const])),
  );
}

function compareIds({ id }: Candidates, one: number, other: number): number {
  return compare(id[one] ?? '', id[other] ?? '');
}

function textsIn({ isText }: Candidates, texts: readonly number[]): number[] {
  return texts.filter((text) => isText[text] === true);
}

function yieldsOf(
  ks: readonly number[],
  counted: Readonly<Record<Exclude<keyof Yield, 'k'>, readonly number[]>>,
): Yield[] {
  const countOf = (texts: readonly number[], k: number): number =>
    texts.reduce((count, text) => (ks[text] === k ? count + 1 : count), 0);
  const occurring = new Set(counted.attempts.flatMap((text) => ks[text] ?? []));
  return [...occurring]
    .sort((one, other) => one - other)
    .map((k) => ({
      k,
      attempts: countOf(counted.attempts, k),
      texts: countOf(counted.texts, k),
      graded: countOf(counted.graded, k),
      kept: countOf(counted.kept, k),
      chosen: countOf(counted.chosen, k),
    }));
}
