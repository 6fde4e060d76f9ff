import type { SamplePurpose, Sampling } from '../runs/records.ts';
import { clusterRate } from './clusterRate.ts';
import type { CellGroup } from './groupIntoCells.ts';
import type { JudgedSample, JudgedState } from './judgedSample.ts';
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
  /** That the mixes were drawn with; null for mixes that an author wrote. */
  readonly seed: number | null;
  /** How the student was asked to write; null where that is not known. */
  readonly sampling: Sampling | null;
  /** Null for texts outside of a study. */
  readonly purpose: SamplePurpose | null;
}

/** Counts and ratios of one group. What has no readable text or grading is counted, and is in no ratio. */
export function cellOf({ writing, draw, grader, judged, leftOut }: CellGroup): Cell {
  const mixes = tallyMixes(judged, draw.k);
  const graded = mixes.filter(({ texts }) => texts > 0);
  return {
    student: writing.student,
    grader,
    split: draw.split,
    k: draw.k,
    mixes: mixes.length,
    gradedMixes: graded.length,
    samples: judged.length,
    generations: mixes.reduce((most, { samples }) => Math.max(most, samples), 0),
    ...countsOf(judged, leftOut),
    ...alarmsOf(judged),
    fullMarks: ratioOf(graded, 'fullMarks', 1),
    allSkills: ratioOf(graded, 'allSkills', 1),
    skillFraction: ratioOf(graded, 'skillFraction', draw.k),
    seed: draw.seed,
    sampling: writing.sampling,
    purpose: writing.purpose,
  };
}

function countsOf(judged: readonly JudgedSample[], leftOut: number) {
  const counts = countStates(judged);
  return {
    graded: counts.graded,
    ungraded: counts.ungraded + leftOut,
    unreadable: counts['unreadable-answer'] + counts['unreadable-grading'],
    unreadableAnswers: counts['unreadable-answer'],
    unreadableGradings: counts['unreadable-grading'],
    failed: counts.failed,
  };
}

function countStates(judged: readonly JudgedSample[]): Record<JudgedState, number> {
  const counts = { graded: 0, ungraded: 0, 'unreadable-answer': 0, 'unreadable-grading': 0, failed: 0 };
  for (const { state } of judged) counts[state] += 1;
  return counts;
}

function alarmsOf(judged: readonly JudgedSample[]) {
  const alarms = { unreadableRounds: 0, ties: 0, identicalRounds: 0, pointsWithoutEvidence: 0 };
  for (const { state, judgement } of judged) {
    if (judgement === undefined) continue;
    alarms.unreadableRounds += judgement.unreadableRounds;
    alarms.pointsWithoutEvidence += judgement.pointsWithoutEvidence;
    if (state === 'graded') alarms.ties += judgement.ties;
    if (judgement.hasIdenticalRounds) alarms.identicalRounds += 1;
  }
  return alarms;
}

/** Of one mix: its samples, and of its graded texts the best and the sum of each score. */
interface MixTally {
  samples: number;
  texts: number;
  readonly best: Scores;
  readonly sum: Scores;
}

type Scores = { -readonly [name in keyof TextScores]: number };

function tallyMixes(judged: readonly JudgedSample[], k: number): MixTally[] {
  const mixes = new Map<number, MixTally>();
  const scoresOf = createScores(k);
  for (const { sample, state, points } of judged) {
    const { number } = sample.mix;
    let tally = mixes.get(number);
    if (tally === undefined) {
      tally = { samples: 0, texts: 0, best: noScores(), sum: noScores() };
      mixes.set(number, tally);
    }
    tally.samples += 1;
    if (state === 'graded') addScores(tally, scoresOf(points));
  }
  return [...mixes.values()];
}

/** Many texts have the same points: their scores are worked out once. */
function createScores(k: number): (points: number) => TextScores {
  const known = new Map<number, TextScores>();
  return (points) => {
    const before = known.get(points);
    if (before !== undefined) return before;
    const scores = textScores(points, k);
    known.set(points, scores);
    return scores;
  };
}

function addScores(tally: MixTally, { fullMarks, allSkills, skillFraction }: TextScores): void {
  const { best, sum } = tally;
  tally.texts += 1;
  if (fullMarks > best.fullMarks) best.fullMarks = fullMarks;
  if (allSkills > best.allSkills) best.allSkills = allSkills;
  if (skillFraction > best.skillFraction) best.skillFraction = skillFraction;
  sum.fullMarks += fullMarks;
  sum.allSkills += allSkills;
  sum.skillFraction += skillFraction;
}

function noScores(): Scores {
  return { fullMarks: 0, allSkills: 0, skillFraction: 0 };
}

/** Of mixes with graded texts, of which one value rests on `points` single points. */
function ratioOf(mixes: readonly MixTally[], name: keyof TextScores, points: number): Ratio {
  const best = clusterRate(mixes.map((mix) => ({ rate: mix.best[name], weight: 1, points })));
  const mean = clusterRate(
    mixes.map(({ sum, texts }) => ({ rate: sum[name] / texts, weight: 1, points: points * texts })),
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
