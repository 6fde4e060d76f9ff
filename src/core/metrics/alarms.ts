import type { SampleId } from '../runs/records.ts';

/** What casts doubt on the words of a grader. Its JSON form is public: fields may be added, never changed. */
export interface GraderAlarms {
  readonly grader: string;
  /** Texts with at least two graded rounds, of which some are the same to the letter or rest on one call. */
  readonly identicalRounds: Alarm;
  /** Skill points of single rounds that quote no words, or words that are not in the text; of all skill points given. */
  readonly pointsWithoutEvidence: Alarm;
  /** Points of single rounds whose reason plainly says the opposite; of all points that have a reason in English. */
  readonly contradictions: Alarm;
  /** Points with a reason that is not surely English: nothing is said of these. */
  readonly unreadReasons: number;
}

export interface Alarm {
  readonly count: number;
  readonly of: number;
  /** Where, each sample once. */
  readonly samples: readonly SampleId[];
}
