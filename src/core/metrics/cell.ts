import type { SamplePurpose, Sampling } from '../runs/records.ts';
import type { ReportFacts } from './facts.ts';
import type { CellGroup } from './groupIntoCells.ts';
import { type JudgedSamples, type JudgedState, pointsOf } from './judgedSamples.ts';
import { type Ratio, ratiosOf, tallyMixes } from './mixTally.ts';

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

/** Makes cells of groups: counts and ratios. What has no readable text or grading is counted, and is in no ratio. */
export function createCells(
  facts: ReportFacts,
  options: { readonly nameRule: boolean },
): (group: CellGroup) => Cell {
  const points = pointsOf(facts, options);
  return ({ series: { writing, draw }, grader, judged }) => {
    // Texts that another grader was at and this one was not are counted, and are in nothing else.
    const withUngraded = grader === null;
    const states = countStates(judged.state);
    const mixes = tallyMixes(judged, facts, points, { k: draw.k, withUngraded });
    const graded = mixes.filter(({ texts }) => texts > 0);
    return {
      student: writing.student,
      grader,
      split: draw.split,
      k: draw.k,
      mixes: mixes.length,
      gradedMixes: graded.length,
      samples: judged.state.length - (withUngraded ? 0 : states.ungraded),
      generations: mixes.reduce((most, { samples }) => Math.max(most, samples), 0),
      graded: states.graded,
      ungraded: states.ungraded,
      unreadable: states['unreadable-answer'] + states['unreadable-grading'],
      unreadableAnswers: states['unreadable-answer'],
      unreadableGradings: states['unreadable-grading'],
      failed: states.failed,
      ...countAlarms(judged, facts),
      ...ratiosOf(graded, draw.k),
      seed: draw.seed,
      sampling: writing.sampling,
      purpose: writing.purpose,
    };
  };
}

function countStates(states: readonly JudgedState[]): Record<JudgedState, number> {
  const counts = { graded: 0, ungraded: 0, 'unreadable-answer': 0, 'unreadable-grading': 0, failed: 0 };
  for (const state of states) counts[state] += 1;
  return counts;
}

function countAlarms({ judgement: places, state }: JudgedSamples, { judgements }: ReportFacts) {
  const alarms = { unreadableRounds: 0, ties: 0, identicalRounds: 0, pointsWithoutEvidence: 0 };
  for (const [index, place] of places.entries()) {
    const judgement = judgements[place];
    if (judgement === undefined) continue;
    alarms.unreadableRounds += judgement.unreadableRounds;
    alarms.pointsWithoutEvidence += judgement.pointsWithoutEvidence;
    if (state[index] === 'graded') alarms.ties += judgement.ties;
    if (judgement.hasIdenticalRounds) alarms.identicalRounds += 1;
  }
  return alarms;
}
