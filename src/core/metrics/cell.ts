import type { SamplePurpose, Sampling } from '../runs/records.ts';
import type { BoundedTally, CellTally, ScoreTally } from './cellTally.ts';
import type { CellGroup } from './groupIntoCells.ts';
import { type Ratio, type RatioClusters, ratioOf } from './ratio.ts';

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

/** What has no readable text or grading is counted, and is in no ratio. */
export function cellOf({ series: { writing, draw }, grader }: CellGroup, tally: CellTally): Cell {
  const { states } = tally;
  const graded = tally.fullMarks.graded.best.list();
  const unreadable = states['unreadable-answer'] + states['unreadable-grading'];
  return {
    student: writing.student,
    grader,
    split: draw.split,
    k: draw.k,
    mixes: tally.mixes,
    gradedMixes: graded.reduce((sum, { count }) => sum + count, 0),
    samples: states.graded + unreadable + states.failed + (grader === null ? states.ungraded : 0),
    generations: tally.generations,
    graded: states.graded,
    ungraded: states.ungraded,
    unreadable,
    unreadableAnswers: states['unreadable-answer'],
    unreadableGradings: states['unreadable-grading'],
    failed: states.failed,
    ...tally.alarms,
    fullMarks: ratioFrom(tally.fullMarks),
    allSkills: ratioFrom(tally.allSkills),
    skillFraction: ratioFrom(tally.skillFraction),
    seed: draw.seed,
    sampling: writing.sampling,
    purpose: writing.purpose,
  };
}

function ratioFrom({ graded, ifMissed, ifEarned }: BoundedTally): Ratio {
  return ratioOf(clustersOf(graded), clustersOf(ifMissed), clustersOf(ifEarned));
}

function clustersOf({ best, all }: ScoreTally): RatioClusters {
  return { best: best.list(), all: all.list() };
}
