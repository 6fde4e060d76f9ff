import { type ClusterCounts, createChangedCounts, createClusterCounts } from './countedClusters.ts';
import type { Judgement, ReportFacts } from './facts.ts';
import type { CellGroup } from './groupIntoCells.ts';
import { areBy, isUnreadable, type JudgedState, judgedState, judgementOf } from './judgedSamples.ts';
import { textScores } from './textScores.ts';

/** What is counted of the samples of a cell. */
export interface CellTally {
  /** Different mixes. */
  mixes: number;
  /** The most samples of one mix. */
  generations: number;
  readonly states: Record<JudgedState, number>;
  readonly alarms: Alarms;
  readonly fullMarks: BoundedTally;
  readonly allSkills: BoundedTally;
  readonly skillFraction: BoundedTally;
}

type Alarms = Record<'unreadableRounds' | 'ties' | 'identicalRounds' | 'pointsWithoutEvidence', number>;

/**
 * A score of what is graded, and had the unreadable texts missed or earned all: these two follow the first, and are told
 * only of mixes that have such texts. Without a grader they are in neither.
 */
export interface BoundedTally {
  readonly graded: ScoreTally;
  readonly ifMissed: ScoreTally;
  readonly ifEarned: ScoreTally;
}

/** How many of the points that a score rests on the texts of each mix earned. */
export interface ScoreTally {
  /** The best text of each mix. */
  readonly best: ClusterCounts;
  /** All its texts. */
  readonly all: ClusterCounts;
}

/**
 * Texts that another grader was at and this one was not are counted as ungraded, and in nothing else. `points` are those
 * of each judgement after the name rule; `onVerdict` is told the mix and the judgement of each graded text.
 */
export function tallyCell(
  facts: ReportFacts,
  { series: { draw }, entries, grader }: CellGroup,
  points: readonly number[],
  onVerdict: (mix: number, judgement: number) => void,
): CellTally {
  const { samples, judgements, mixes } = facts;
  const { mix: mixOf, samplesUntil } = facts.entries;
  const tally = emptyTally();
  const scoresOf = createScores(points, draw.k);
  const isOwn = areBy(grader, facts);
  const ofMix: MixTally = { samples: 0, texts: 0, unreadable: 0, best: noScores(), sum: noScores() };
  let before = -1;
  for (const entry of entries) {
    const mix = mixOf[entry] ?? 0;
    const first = mixes.first[mix] ?? mix;
    if (first !== before) endMix(tally, ofMix, draw.k);
    before = first;
    const until = samplesUntil[entry] ?? 0;
    for (let sample = entry === 0 ? 0 : (samplesUntil[entry - 1] ?? 0); sample < until; sample += 1) {
      const place = judgementOf(samples, sample, isOwn);
      const judgement = place === undefined ? undefined : judgements[place];
      const state = judgedState(samples.state[sample], judgement);
      tally.states[state] += 1;
      if (state === 'ungraded' && grader !== null) continue;
      ofMix.samples += 1;
      if (grader !== null && isUnreadable(state)) ofMix.unreadable += 1;
      if (place === undefined || judgement === undefined) continue;
      addAlarms(tally.alarms, judgement, state);
      if (state !== 'graded') continue;
      addScores(ofMix, scoresOf(place));
      onVerdict(mix, place);
    }
  }
  endMix(tally, ofMix, draw.k);
  return tally;
}

function emptyTally(): CellTally {
  const score = (): BoundedTally => {
    const graded = { best: createClusterCounts(), all: createClusterCounts() };
    const otherwise = (): ScoreTally => ({
      best: createChangedCounts(graded.best),
      all: createChangedCounts(graded.all),
    });
    return { graded, ifMissed: otherwise(), ifEarned: otherwise() };
  };
  return {
    mixes: 0,
    generations: 0,
    states: { graded: 0, ungraded: 0, 'unreadable-answer': 0, 'unreadable-grading': 0, failed: 0 },
    alarms: { unreadableRounds: 0, ties: 0, identicalRounds: 0, pointsWithoutEvidence: 0 },
    fullMarks: score(),
    allSkills: score(),
    skillFraction: score(),
  };
}

function addAlarms(alarms: Alarms, judgement: Judgement, state: JudgedState): void {
  alarms.unreadableRounds += judgement.unreadableRounds;
  alarms.pointsWithoutEvidence += judgement.pointsWithoutEvidence;
  if (state === 'graded') alarms.ties += judgement.ties;
  if (judgement.hasIdenticalRounds) alarms.identicalRounds += 1;
}

/** In whole points, so that sums are exact. */
interface Scores {
  fullMarks: number;
  allSkills: number;
  /** Of k. */
  skills: number;
}

/** Many texts have the same judgement: its scores are worked out once. */
function createScores(points: readonly number[], k: number): (judgement: number) => Scores {
  const known: (Scores | undefined)[] = points.map(() => undefined);
  return (judgement) => {
    const before = known[judgement];
    if (before !== undefined) return before;
    const { fullMarks, allSkills, skillFraction } = textScores(points[judgement] ?? 0, k);
    const scores = { fullMarks, allSkills, skills: Math.round(skillFraction * k) };
    known[judgement] = scores;
    return scores;
  };
}

/** Of the mix that is being read: its samples, and the best and the sum of the scores of its graded texts. */
interface MixTally {
  samples: number;
  /** Graded. */
  texts: number;
  unreadable: number;
  readonly best: Scores;
  readonly sum: Scores;
}

function addScores(mix: MixTally, { fullMarks, allSkills, skills }: Scores): void {
  const { best, sum } = mix;
  mix.texts += 1;
  sum.fullMarks += fullMarks;
  sum.allSkills += allSkills;
  sum.skills += skills;
  if (fullMarks > best.fullMarks) best.fullMarks = fullMarks;
  if (allSkills > best.allSkills) best.allSkills = allSkills;
  if (skills > best.skills) best.skills = skills;
}

function noScores(): Scores {
  return { fullMarks: 0, allSkills: 0, skills: 0 };
}

/** Counts the mix in the cell, and makes the tally ready for the next one. */
function endMix(cell: CellTally, mix: MixTally, k: number): void {
  const { samples, best, sum } = mix;
  if (samples > 0) cell.mixes += 1;
  if (samples > cell.generations) cell.generations = samples;
  addMix(cell.fullMarks, mix, { best: best.fullMarks, sum: sum.fullMarks, most: 1 });
  addMix(cell.allSkills, mix, { best: best.allSkills, sum: sum.allSkills, most: 1 });
  addMix(cell.skillFraction, mix, { best: best.skills, sum: sum.skills, most: k });
  mix.samples = 0;
  mix.texts = 0;
  mix.unreadable = 0;
  reset(best);
  reset(sum);
}

/** Of one score: the best and the sum over the graded texts, and the most that a text can earn. */
interface MixScore {
  readonly best: number;
  readonly sum: number;
  readonly most: number;
}

function addMix(
  { graded, ifMissed, ifEarned }: BoundedTally,
  { texts, unreadable }: MixTally,
  { best, sum, most }: MixScore,
): void {
  if (texts > 0) {
    graded.best.add(best, most);
    graded.all.add(sum, most * texts);
  }
  if (unreadable === 0) return;
  for (const bound of texts > 0 ? [ifMissed, ifEarned] : []) {
    bound.best.add(best, most, -1);
    bound.all.add(sum, most * texts, -1);
  }
  const tried = most * (texts + unreadable);
  ifMissed.best.add(best, most);
  ifMissed.all.add(sum, tried);
  ifEarned.best.add(most, most);
  ifEarned.all.add(sum + most * unreadable, tried);
}

function reset(scores: Scores): void {
  scores.fullMarks = 0;
  scores.allSkills = 0;
  scores.skills = 0;
}
