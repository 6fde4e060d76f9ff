import type { SampleId } from '../runs/records.ts';

/** A graded text that people may be asked about, without its words. */
export interface ReviewCandidate {
  readonly id: SampleId;
  readonly k: number;
  /** `endpoint/model`, or `author`. */
  readonly student: string;
  /** Those that vote (see `votingRounds`) and could be read: at least one. */
  readonly rounds: readonly CandidateRound[];
}

export interface CandidateRound {
  readonly grader: string;
  /** A mask: bit i for the i-th criterion in the order of `criteriaOf`, before the name rule. */
  readonly earned: number;
}
