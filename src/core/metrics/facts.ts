import type { SampleId, SamplePurpose, Sampling } from '../runs/records.ts';

/**
 * What a report needs to know of samples and gradings, without their words. There may be very many samples, so they are
 * in columns of numbers; what many of them share is in lists, and the numbers are places in these.
 */
export interface ReportFacts {
  /** Each once. */
  readonly series: readonly Series[];
  readonly entries: EntryColumns;
  readonly samples: SampleColumns;
  readonly mixes: MixColumns;
  readonly skills: readonly SkillFacts[];
  readonly judgements: readonly Judgement[];
  /** The samples that people have reviewed, in their order. */
  readonly reviewed: readonly ReviewedSample[];
}

export interface ReviewedSample {
  /** Its place in `SampleColumns`. */
  readonly sample: number;
  readonly id: SampleId;
}

/**
 * The samples of one version of a mix in one series are one entry. Those of one series stand together, and among them
 * those of one mix.
 */
export interface EntryColumns {
  readonly series: readonly number[];
  readonly mix: readonly number[];
  /** Where its samples end; they begin where those of the entry before it end. */
  readonly samplesUntil: readonly number[];
}

/** One entry in the columns for each sample, but for the last column. */
export interface SampleColumns {
  /** By which the store knows it: `StorePort.sampleIds` tells its id. */
  readonly number: readonly number[];
  readonly state: readonly SampleState[];
  /** Where its judgements end in the column `judgement`; they begin where those of the sample before it end. */
  readonly judgedUntil: readonly number[];
  /** One for each grader that was at a sample, whether or not anything came of it. */
  readonly judgement: readonly number[];
}

export type SampleState = 'text' | 'unreadable' | 'failed';

/** What samples have in common that stand in one row of a report. */
export interface Series {
  readonly writing: Writing;
  readonly draw: Draw;
}

/** One entry for each mix, but for the last column. */
export interface MixColumns {
  /** The place of one mix for all of the same id: another version of a mix has other marks, and is the same mix. */
  readonly first: readonly number[];
  /** Where its skills begin and end in the column `skill`. */
  readonly skillsFrom: readonly number[];
  readonly skillsUntil: readonly number[];
  /** Places in `ReportFacts.skills`. */
  readonly skill: readonly number[];
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
