import type { PanelFilter, PanelSnapshot, SampleView } from '../../protocol/panel.ts';

/** In whose eyes texts are seen. */
export interface ResultLook {
  /** Whether a skill that is named in the text loses its point. */
  readonly nameRule: boolean;
  /** The verdict is that of the first of them that has one, and then of any other, by name. */
  readonly graders: readonly string[];
  /** Given: only what this one says counts. */
  readonly grader?: string;
  /** What people say stands for what graders say, wherever people say something. */
  readonly isCorrected?: boolean;
}

/** Which samples of a skillset file are wanted. */
export interface ResultQuery {
  /** As in `Run.file`. */
  readonly file: string;
  readonly filter: PanelFilter;
  readonly look: ResultLook;
}

/** Samples without anything of what they say, so that very many of them can be in memory. */
export interface ResultList {
  /** What `resultRows` takes: the store's own numbers of the samples, the newest first. Later samples have greater ones. */
  readonly numbers: readonly number[];
  readonly counts: PanelSnapshot['counts'];
}

/** One sample of a list: its `text` is no more than the beginning. */
export type ResultRow = SampleView;

/** What a list can be narrowed to. */
export interface ResultChoices {
  readonly students: readonly string[];
  readonly graders: readonly string[];
  readonly splits: readonly string[];
  readonly ks: readonly number[];
  readonly skills: readonly string[];
  /** How many of its samples people have reviewed. */
  readonly reviewed: number;
}

/** In characters: how much of a text a list shows at most. */
export const LONGEST_BEGINNING = 240;
