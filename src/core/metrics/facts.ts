import type { SamplePurpose, Sampling } from '../runs/records.ts';

/** What a report needs to know of samples and gradings, without their words. Equal parts are the same object. */
export interface ReportFacts {
  readonly samples: readonly SampleFacts[];
}

export interface SampleFacts {
  readonly mix: MixFacts;
  readonly writing: Writing;
  readonly state: 'text' | 'unreadable' | 'failed';
  /** One for each grader that was at it, whether or not anything came of it. */
  readonly judgements: readonly Judgement[];
}

export interface MixFacts {
  /** The same number for mixes of the same id: another version of a mix has other marks, and is the same mix. */
  readonly number: number;
  readonly skills: readonly SkillFacts[];
  readonly draw: Draw;
}

/** A skill as the mix holds it: another definition or mark is another object of the same key. */
export interface SkillFacts {
  readonly name: string;
  /** The `nameKey` of the name. */
  readonly key: string;
  readonly category: string;
  readonly common: boolean;
  /** Of two forms of a name the one with the smaller number came first. */
  readonly order: number;
}

/** Where a mix comes from. */
export interface Draw {
  readonly split: string;
  readonly k: number;
  /** Null for one that an author wrote. */
  readonly seed: number | null;
}

/** Who wrote, how, and what for. */
export interface Writing {
  /** `endpoint/model`, or `author`. */
  readonly student: string;
  /** Null where it is not known. */
  readonly sampling: Sampling | null;
  /** Null outside of a study. */
  readonly purpose: SamplePurpose | null;
}

/**
 * What the voting rounds of one grader come to, whatever the name rule. Masks have bit i for the i-th criterion in the
 * order of `criteriaOf`; they are whole numbers below 2^53, so not for bit operators where there are 32 criteria.
 */
export interface Judgement {
  /** `endpoint/model`, or `rule`. */
  readonly grader: string;
  /** `graded`: every criterion has a vote. `failed`: there is no reply to any round. */
  readonly state: 'graded' | 'unreadable' | 'failed';
  /** Criteria for which more than half of the readable rounds are. */
  readonly points: number;
  /** Skills that the text names. */
  readonly named: number;
  /** Criteria on which the rounds are evenly split. */
  readonly ties: number;
  readonly unreadableRounds: number;
  /** Skill points of single rounds that quote no words, or words that are not in the text. */
  readonly pointsWithoutEvidence: number;
  /** Rounds of a model are the same to the letter, or rest on one call. */
  readonly hasIdenticalRounds: boolean;
}
