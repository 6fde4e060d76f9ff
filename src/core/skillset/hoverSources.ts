import type { StudyPart } from './studyKeys.ts';

/** A place of a file. */
export interface LinkedPlace {
  readonly path: string;
  /** From 0. */
  readonly line: number;
}

/** How often texts that were to show a skill earned its point, with an interval. */
export interface KnownRate {
  readonly tried: number;
  /** All three in [0, 1]. */
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

/** What is known beyond the files when something is told about a place. What is left out is not told. */
export interface HoverSources {
  /** The address that opens a place. */
  readonly linkTo?: (place: LinkedPlace) => string;
  /** By the `nameKey` of a skill; undefined: it was never graded. */
  readonly rateOf?: (skill: string) => KnownRate | undefined;
  /** How many different mixes of a size, drawn from a place, texts were written for. */
  readonly triedMixes?: (drawn: { readonly k: number; readonly split: string }) => number;
  /** What a part of the study takes, in a few sentences; empty: nothing is known. */
  readonly takes?: (part: StudyPart) => readonly string[];
}
