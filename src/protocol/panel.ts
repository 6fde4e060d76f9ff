import type { Figure } from './figures.ts';
import type { TableView } from './tables.ts';

/** What crosses between the host and the results page. The host owns the data; the page owns its arrangement. */

/** A rate with its 95 % interval, all in [0, 1]. */
export interface RateView {
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

/** One skill in the table of results. */
export interface SkillView extends RateView {
  readonly name: string;
  readonly category: string;
  /** Verdicts that the rate rests on. */
  readonly tried: number;
  readonly earned: number;
}

/** One sample in the list. */
export interface SampleView {
  readonly id: string;
  readonly skills: readonly string[];
  readonly topic: string;
  readonly k: number;
  readonly split: string;
  readonly student: string;
  readonly generation: number;
  readonly state: 'ungraded' | 'graded' | 'unreadable' | 'failed' | 'grading-unreadable' | 'grading-failed';
  /** Points of the first grader's verdict; undefined where there is none. */
  readonly points?: number;
  /** k + 3. */
  readonly outOf: number;
  /** Labels of the criteria whose verdict gave no point. */
  readonly missed: readonly string[];
  /** The text, or why there is none. */
  readonly text: string;
}

/** A part of the text, in UTF-16 units from its start. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

export interface RoundView {
  readonly grader: string;
  readonly round: number;
  readonly state: 'graded' | 'unreadable' | 'failed';
  /** What went wrong, where the round is not graded. */
  readonly why?: string;
  readonly point?: 0 | 1;
  readonly reason?: string;
  readonly quote?: string;
  /** False: the grader quotes words that are not in the text. */
  readonly quoteFound?: boolean;
  /** Where the quote stands in the text. */
  readonly range?: TextRange;
}

export interface CriterionView {
  /** As in `criterionId`. */
  readonly id: string;
  readonly label: string;
  readonly kind: 'skill' | 'topic' | 'sense' | 'length';
  /** The skill is named in the text, so that the name rule takes its point. */
  readonly named: boolean;
  readonly definition?: string;
  /** One entry per grader: the majority of its rounds. Undefined point: no readable round. */
  readonly verdicts: readonly VerdictView[];
  /** What people say, one for each reviewer. */
  readonly people: readonly PersonView[];
  readonly rounds: readonly RoundView[];
}

export interface VerdictView {
  readonly grader: string;
  readonly point?: 0 | 1;
  readonly tie: boolean;
  /** Given: people say something else than the grader, and this is the verdict with their correction. */
  readonly corrected?: 0 | 1;
}

export interface PersonView {
  readonly reviewer: string;
  readonly point: 0 | 1;
  readonly reason: string;
}

/** The selected sample. */
export interface SampleDetail {
  readonly sample: SampleView;
  readonly explanation?: string;
  /** The answer of turn 1. */
  readonly draft?: string;
  readonly criteria: readonly CriterionView[];
  /** Such as rounds that are the same to the letter. */
  readonly alarms: readonly string[];
  /** The mix is still in the file. */
  readonly inFile: boolean;
}

/** What is being written or graded now. */
export interface LiveView {
  readonly skills: readonly string[];
  readonly topic: string;
  readonly step: string;
  /** The text so far. */
  readonly text: string;
}

/** What the reader has narrowed the page to. Undefined: everything. */
export interface PanelFilter {
  readonly skill?: string;
  readonly student?: string;
  readonly grader?: string;
  readonly split?: string;
  readonly k?: number;
  /** A criterion that the verdict gave no point, as in `criterionId`. */
  readonly missed?: string;
  readonly verdict?: VerdictFilter;
  /** `graders`: their verdicts differ. `rounds`: those of one grader differ. */
  readonly disagreement?: Disagreement;
  /** Whether a person has said something of the text. */
  readonly reviewed?: boolean;
  /** Words that all stand in the text, or all in what one round says of it. The last may be the beginning of one. */
  readonly search?: string;
}

export const VERDICT_FILTERS = [
  'graded',
  'full-marks',
  'all-skills',
  'missed',
  'ungraded',
  'unreadable',
  'failed',
] as const;
export type VerdictFilter = (typeof VERDICT_FILTERS)[number];

export const DISAGREEMENTS = ['graders', 'rounds'] as const;
export type Disagreement = (typeof DISAGREEMENTS)[number];

/** What the reader looks at. */
export interface PanelView {
  readonly filter: PanelFilter;
  readonly selected?: string;
  /** The sample that stands first in sight in the list. */
  readonly top?: string;
  /** The tab in sight. */
  readonly tab: string;
  /** Everything that shows verdicts shows them with the corrections of people. */
  readonly isCorrected?: boolean;
}

/** A part of the list: all of it may be hundreds of thousands of texts. */
export interface ListWindow {
  /** Which list it is of: another one where the filter or what is stored has changed. */
  readonly list: number;
  /** The place of its first row, from 0. */
  readonly from: number;
  readonly rows: readonly SampleView[];
}

/** Everything the page shows of the texts, sent whole, but of the list no more than a part. */
export interface PanelSnapshot {
  readonly title: string;
  /** Of the page's newest message that this answers. */
  readonly turn: number;
  /** As the page asked, or as the host wishes since. */
  readonly view: PanelView;
  readonly choices: {
    readonly students: readonly string[];
    readonly graders: readonly string[];
    readonly splits: readonly string[];
    readonly ks: readonly number[];
    readonly skills: readonly string[];
  };
  /** How many of all texts people have reviewed. */
  readonly reviewed: number;
  /** How many samples the filter selects. */
  readonly total: number;
  /** The newest first; around the sample that is to be in sight. */
  readonly window: ListWindow;
  /** Where `view.top` and `view.selected` stand in the list, if they do. */
  readonly topAt?: number;
  readonly selectedAt?: number;
  readonly counts: {
    readonly graded: number;
    readonly ungraded: number;
    readonly unreadable: number;
    readonly failed: number;
  };
  readonly detail?: SampleDetail;
  readonly live?: LiveView;
  /** Something that kept the host from showing results. */
  readonly problem?: string;
}

/** A figure and what it would be if all that is unreadable had missed or earned everything. */
export interface BoundedRate extends RateView {
  readonly ifAllMissed: number;
  readonly ifAllEarned: number;
}

/** One row of the overview: what differs in any of the first fields is never mixed. */
export interface CellView {
  readonly student: string;
  readonly grader?: string;
  readonly split: string;
  readonly k: number;
  readonly purpose?: string;
  readonly seed?: number;
  /** Of the student's sampling. */
  readonly temperature?: number;
  readonly mixes: number;
  /** The most texts of one mix. */
  readonly generations: number;
  readonly samples: number;
  readonly graded: number;
  readonly ungraded: number;
  readonly unreadable: number;
  readonly failed: number;
  /** Undefined: nothing is graded. `best`: of each mix the best of its texts; `mean`: the mean over them. */
  readonly fullMarks?: { readonly best: BoundedRate; readonly mean: BoundedRate };
  readonly allSkills?: { readonly best: BoundedRate; readonly mean: BoundedRate };
  readonly skillFraction?: { readonly best: BoundedRate; readonly mean: BoundedRate };
}

/** The figures: of all texts that the filter's student, grader, split and k let through. */
export interface OverviewView {
  readonly cells: readonly CellView[];
  readonly skills: readonly SkillView[];
  readonly figures: readonly Figure[];
  /** Full marks against what copying could reach; undefined where the settings do not say what that is. */
  readonly novelty?: TableView;
  /** The name of the interval's method, with its source. */
  readonly intervalMethod: string;
}

/** A part of the page that has a protocol of its own: the kinds of its messages begin with its name. */
export type PartName = 'review' | 'measure';
export type PartMessage = { readonly kind: `${PartName}-${string}` };

export type ToPage =
  | { readonly kind: 'snapshot'; readonly snapshot: PanelSnapshot }
  | { readonly kind: 'rows'; readonly window: ListWindow }
  | { readonly kind: 'overview'; readonly overview: OverviewView }
  | PartMessage;

/** The page counts its messages about the view, so that it knows which one a snapshot answers. */
interface ViewMessage extends PanelView {
  readonly turn: number;
}

export type FromPage =
  | ({ readonly kind: 'ready' } & ViewMessage)
  | ({ readonly kind: 'view' } & ViewMessage)
  /** Some rows of a list that the page has. */
  | { readonly kind: 'rows'; readonly list: number; readonly from: number; readonly until: number }
  | { readonly kind: 'reveal'; readonly sampleId: string }
  | { readonly kind: 'copy'; readonly sampleId: string }
  /** Puts an address on the clipboard that leads to the sample. */
  | { readonly kind: 'link'; readonly sampleId: string }
  | { readonly kind: 'copy-overview' }
  /** Writes everything as one page, of what the figures are of. */
  | { readonly kind: 'export-report' }
  /** Puts a table of the study on the clipboard. */
  | { readonly kind: 'copy-table' }
  /** Writes the texts that the filter selects into a file. */
  | { readonly kind: 'export' };
