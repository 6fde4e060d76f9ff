import { clusterRate } from './clusterRate.ts';
import { createClusterCounts } from './countedClusters.ts';
import type { ReportFacts } from './facts.ts';
import type { JudgedSamples } from './judgedSamples.ts';
import { textScores } from './textScores.ts';

/** A ratio over the mixes of a cell, each figure in [0, 1]; null where nothing is graded. */
export interface Ratio {
  /** Of each mix the best of its generations, then the mean over mixes, with its interval. */
  readonly max: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Of each mix the mean over its generations, then the mean over mixes, with its interval. */
  readonly mean: number | null;
  readonly meanLow: number | null;
  readonly meanHigh: number | null;
}

/** Of one mix: its samples, its graded texts, and of each score the best and the sum, in whole numbers. */
export interface MixTally extends Scores {
  samples: number;
  texts: number;
  bestFullMarks: number;
  bestAllSkills: number;
  bestSkills: number;
}

interface Scores {
  /** 0 or 1. */
  fullMarks: number;
  /** 0 or 1. */
  allSkills: number;
  /** How many of the k skills its skill fraction counts. */
  skills: number;
}

/** `points` are those of each judgement, after the name rule. What was left out by its grader is passed over. */
export function tallyMixes(
  { mix, state, judgement }: JudgedSamples,
  { mixes }: ReportFacts,
  points: readonly number[],
  { k, withUngraded }: { readonly k: number; readonly withUngraded: boolean },
): MixTally[] {
  const tallies = new Map<number, MixTally>();
  const scoresOf = createScores(k);
  for (const [index, place] of mix.entries()) {
    if (state[index] === 'ungraded' && !withUngraded) continue;
    const first = mixes[place]?.first ?? place;
    let tally = tallies.get(first);
    if (tally === undefined) {
      tally = emptyTally();
      tallies.set(first, tally);
    }
    tally.samples += 1;
    if (state[index] === 'graded') addScores(tally, scoresOf(points[judgement[index] ?? 0] ?? 0));
  }
  return [...tallies.values()];
}

/** Many texts have the same points: their scores are worked out once. */
function createScores(k: number): (points: number) => Scores {
  const known = new Map<number, Scores>();
  return (points) => {
    const before = known.get(points);
    if (before !== undefined) return before;
    const { fullMarks, allSkills, skillFraction } = textScores(points, k);
    const scores = { fullMarks, allSkills, skills: Math.round(skillFraction * k) };
    known.set(points, scores);
    return scores;
  };
}

function emptyTally(): MixTally {
  return {
    samples: 0,
    texts: 0,
    fullMarks: 0,
    allSkills: 0,
    skills: 0,
    bestFullMarks: 0,
    bestAllSkills: 0,
    bestSkills: 0,
  };
}

function addScores(tally: MixTally, { fullMarks, allSkills, skills }: Scores): void {
  tally.texts += 1;
  tally.fullMarks += fullMarks;
  tally.allSkills += allSkills;
  tally.skills += skills;
  if (fullMarks > tally.bestFullMarks) tally.bestFullMarks = fullMarks;
  if (allSkills > tally.bestAllSkills) tally.bestAllSkills = allSkills;
  if (skills > tally.bestSkills) tally.bestSkills = skills;
}

/** The three ratios of mixes with graded texts. */
export function ratiosOf(mixes: readonly MixTally[], k: number) {
  return {
    fullMarks: ratioOf(
      mixes,
      1,
      (mix) => mix.bestFullMarks,
      (mix) => mix.fullMarks,
    ),
    allSkills: ratioOf(
      mixes,
      1,
      (mix) => mix.bestAllSkills,
      (mix) => mix.allSkills,
    ),
    skillFraction: ratioOf(
      mixes,
      k,
      (mix) => mix.bestSkills,
      (mix) => mix.skills,
    ),
  };
}

/** Of which one text can earn as many points as `most`. */
function ratioOf(
  mixes: readonly MixTally[],
  most: number,
  bestOf: (mix: MixTally) => number,
  sumOf: (mix: MixTally) => number,
): Ratio {
  const best = rateOf(mixes, most, bestOf, () => 1);
  const mean = rateOf(mixes, most, sumOf, ({ texts }) => texts);
  return {
    max: best?.rate ?? null,
    low: best?.low ?? null,
    high: best?.high ?? null,
    mean: mean?.rate ?? null,
    meanLow: mean?.low ?? null,
    meanHigh: mean?.high ?? null,
  };
}

function rateOf(
  mixes: readonly MixTally[],
  most: number,
  earnedOf: (mix: MixTally) => number,
  textsOf: (mix: MixTally) => number,
) {
  const counts = createClusterCounts();
  for (const mix of mixes) counts.add(earnedOf(mix), most * textsOf(mix));
  return clusterRate(
    counts.list().map(({ earned, tried, count }) => ({
      count,
      rate: tried === 0 ? 0 : earned / tried,
      weight: 1,
      points: tried,
    })),
  );
}
