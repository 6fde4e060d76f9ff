import { roundAlarms } from '../grading/verdict.ts';
import type { Grading, MixId } from '../runs/records.ts';
import { clusterRate } from './clusterRate.ts';
import type { CellGroup, JudgedSample } from './groupIntoCells.ts';
import { groupBy } from './grouping.ts';
import { countPointsWithoutEvidence } from './pointsWithoutEvidence.ts';
import { type TextScores, textScores } from './textScores.ts';

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

export interface Cell {
  /** `endpoint/model`, or `author`. */
  readonly student: string;
  /** `endpoint/model`, or `rule`; null where nothing was given to a grader. */
  readonly grader: string | null;
  readonly split: string;
  readonly k: number;
  /** Different mixes among the samples. */
  readonly mixes: number;
  /** Different mixes with a graded sample: the ratios rest on these. */
  readonly gradedMixes: number;
  /** graded + unreadable + failed, and where there is no grader + ungraded. */
  readonly samples: number;
  /** The most samples of one mix. */
  readonly generations: number;
  readonly graded: number;
  /** Texts that this grader has not been given. */
  readonly ungraded: number;
  /** unreadableAnswers + unreadableGradings. */
  readonly unreadable: number;
  /** Samples whose reply holds no usable answer. */
  readonly unreadableAnswers: number;
  /** Texts of which no round could be read. */
  readonly unreadableGradings: number;
  /** Samples without a reply, or with none to any of their gradings. */
  readonly failed: number;
  /** Single rounds that could not be read, those of graded texts included. */
  readonly unreadableRounds: number;
  /** Criteria of graded samples on which the rounds are evenly split. */
  readonly ties: number;
  /** Samples of which rounds are the same to the letter or rest on one call: see `roundAlarms`. */
  readonly identicalRounds: number;
  /** Skill points of single rounds that quote no words, or words that are not in the text. */
  readonly pointsWithoutEvidence: number;
  readonly fullMarks: Ratio;
  readonly allSkills: Ratio;
  readonly skillFraction: Ratio;
}

/** Counts and ratios of one group. What has no readable text or grading is counted, and is in no ratio. */
export function cellOf({ student, grader, split, k, judged, leftOut }: CellGroup): Cell {
  const byMix = [...groupBy(judged, ({ sample }) => sample.mix.id).values()];
  const scores = scoresByMix(judged);
  return {
    student,
    grader,
    split,
    k,
    mixes: byMix.length,
    gradedMixes: scores.length,
    samples: judged.length,
    generations: byMix.reduce((most, group) => Math.max(most, group.length), 0),
    ...countsOf(judged, leftOut),
    ...alarmsOf(judged),
    fullMarks: ratioOf(scores, 'fullMarks', 1),
    allSkills: ratioOf(scores, 'allSkills', 1),
    skillFraction: ratioOf(scores, 'skillFraction', k),
  };
}

function countsOf(judged: readonly JudgedSample[], leftOut: number) {
  const count = (kind: JudgedSample['state']['kind']) =>
    judged.filter(({ state }) => state.kind === kind).length;
  const unreadableAnswers = count('unreadable-answer');
  const unreadableGradings = count('unreadable-grading');
  return {
    graded: count('graded'),
    ungraded: count('ungraded') + leftOut,
    unreadable: unreadableAnswers + unreadableGradings,
    unreadableAnswers,
    unreadableGradings,
    failed: count('failed'),
  };
}

function alarmsOf(judged: readonly JudgedSample[]) {
  const rounds = judged.flatMap((each) => each.rounds);
  return {
    unreadableRounds: rounds.filter(({ result }) => result.kind === 'unreadable').length,
    ties: judged.reduce((sum, { state }) => sum + (state.kind === 'graded' ? state.ties : 0), 0),
    identicalRounds: judged.filter(hasAlarm).length,
    pointsWithoutEvidence: countPointsWithoutEvidence(rounds),
  };
}

/** Rounds whose first reasons and calls all differ cannot be the same: most need no closer look. */
function hasAlarm({ rounds }: JudgedSample): boolean {
  const isSuspect = rounds.some((one, index) =>
    rounds.some((other, at) => at < index && isAlike(one, other)),
  );
  return isSuspect && roundAlarms(rounds).length > 0;
}

function isAlike(one: Grading, other: Grading): boolean {
  if (one.result.kind !== 'graded' || other.result.kind !== 'graded') return false;
  return one.callKey === other.callKey || one.result.points[0]?.reason === other.result.points[0]?.reason;
}

/** Of each mix with a graded text, the scores of its graded texts. */
function scoresByMix(judged: readonly JudgedSample[]): TextScores[][] {
  const byMix = new Map<MixId, TextScores[]>();
  for (const { sample, state } of judged) {
    if (state.kind !== 'graded') continue;
    const scores = byMix.get(sample.mix.id) ?? [];
    byMix.set(sample.mix.id, scores);
    scores.push(textScores(state.criteria));
  }
  return [...byMix.values()];
}

/** The scores of the texts of each mix, of which one value rests on `points` single points. */
function ratioOf(mixes: readonly (readonly TextScores[])[], name: keyof TextScores, points: number): Ratio {
  const values = mixes.map((texts) => texts.map((text) => text[name]));
  const best = clusterRate(values.map((texts) => ({ rate: Math.max(...texts), weight: 1, points })));
  const mean = clusterRate(
    values.map((texts) => ({ rate: meanOf(texts), weight: 1, points: points * texts.length })),
  );
  return {
    max: best?.rate ?? null,
    low: best?.low ?? null,
    high: best?.high ?? null,
    mean: mean?.rate ?? null,
    meanLow: mean?.low ?? null,
    meanHigh: mean?.high ?? null,
  };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
