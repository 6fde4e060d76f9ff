import type { Figure } from './figures.ts';
import type { TableView } from './tables.ts';

/**
 * What the tabs of comparisons and of graders ask of the host. All of it takes time: it is worked out when a page asks,
 * remembered until the results change, and not sent again to a page that has it.
 */
export type MeasureFromPage =
  | MeasureAsk
  /** Mixes that changed between the two students, a part of them. */
  | ({ readonly kind: 'measure-flips'; readonly from: number } & FlipsOf)
  /** The texts of one such mix. */
  | { readonly kind: 'measure-texts'; readonly of: FlipTextsOf };

export interface MeasureAsk {
  readonly kind: 'measure-ask';
  /** The page counts its questions about each measure: an answer to an older one is late. */
  readonly turn: number;
  /** The key of the answer that the page has. */
  readonly have?: string;
  readonly question: MeasureQuestion;
}

export type MeasureQuestion =
  | { readonly measure: 'comparison'; readonly scope: MeasureScope; readonly compared?: ComparedStudents }
  | { readonly measure: 'graders'; readonly scope: MeasureScope }
  /** Reads every word of every grader. */
  | { readonly measure: 'alarms'; readonly scope: MeasureScope };

export type MeasureName = MeasureQuestion['measure'];

/** Which texts count. Undefined: all. */
export interface MeasureScope {
  readonly student?: string;
  readonly grader?: string;
  readonly split?: string;
  readonly k?: number;
  /** With the corrections of people. */
  readonly isCorrected: boolean;
}

export interface ComparedStudents {
  readonly base: string;
  readonly tuned: string;
}

type Ids = readonly string[];

/** The texts of one mix, in the eyes of one grader. */
export interface FlipTextsOf {
  readonly grader: string;
  readonly base: Ids;
  readonly tuned: Ids;
}

/** Where mixes changed. */
export interface FlipsOf extends ComparedStudents {
  readonly scope: MeasureScope;
  readonly grader: string;
  readonly change: FlipChange;
}

export const FLIP_CHANGES = ['gained', 'lost'] as const;
/** What became of full marks. */
export type FlipChange = (typeof FLIP_CHANGES)[number];

export type MeasureToPage =
  /** The answer takes a while. */
  | { readonly kind: 'measure-working'; readonly measure: MeasureName; readonly turn: number }
  /** Without an answer: what the page has is still right. */
  | {
      readonly kind: 'measure-view';
      readonly measure: MeasureName;
      readonly turn: number;
      readonly answer?: { readonly key: string; readonly view: MeasureView };
    }
  | {
      readonly kind: 'measure-flips';
      readonly of: FlipsOf;
      readonly from: number;
      readonly flips: readonly FlipView[];
    }
  | {
      readonly kind: 'measure-texts';
      readonly of: FlipTextsOf;
      readonly base: readonly FlipText[];
      readonly tuned: readonly FlipText[];
    };

export type MeasureView =
  | { readonly measure: 'comparison'; readonly comparison: ComparisonView }
  | { readonly measure: 'graders'; readonly graders: GradersView }
  | { readonly measure: 'alarms'; readonly alarms: readonly GraderAlarmsView[] };

export interface ComparisonView {
  /** Who can be compared, in the order of their first texts. */
  readonly students: readonly string[];
  /** Undefined: there are no two students. */
  readonly compared?: ComparedStudents;
  /** How the intervals and tests are made. */
  readonly method: string;
  readonly graders: readonly GraderComparisonView[];
}

export interface GraderComparisonView {
  readonly grader: string;
  readonly figures: readonly Figure[];
  readonly tables: readonly TableView[];
  /** Long ones, that are shown when they are asked for. */
  readonly folded: readonly TableView[];
  /** Mixes by what became of their full marks. */
  readonly flips: { readonly [change in FlipChange]: number };
  /** Mixes that only one of the two has a graded text for. */
  readonly unpaired: number;
}

/** A mix that changed. */
export interface FlipView {
  readonly skills: readonly string[];
  readonly topic: string;
  readonly split: string;
  readonly k: number;
  /** The ids of its texts. */
  readonly base: Ids;
  readonly tuned: Ids;
}

/** A text in the eyes of one grader. */
export interface FlipText {
  readonly id: string;
  readonly student: string;
  readonly generation: number;
  readonly text: string;
  /** Undefined point: no readable round. */
  readonly points: readonly { readonly label: string; readonly point?: 0 | 1 }[];
}

/** Whether graders can be believed: with each other, with people, with themselves. */
export interface GradersView {
  readonly parts: readonly GradersPart[];
}

export interface GradersPart {
  readonly title: string;
  readonly figures: readonly Figure[];
  readonly tables: readonly TableView[];
  readonly folded: readonly TableView[];
  readonly notes: readonly string[];
}

export interface GraderAlarmsView {
  readonly grader: string;
  readonly alarms: readonly AlarmView[];
}

export interface AlarmView {
  /** What it is about, such as `Texts with identical rounds`. */
  readonly label: string;
  readonly count: number;
  readonly of: number;
  /** The first of them, each of another text. */
  readonly texts: readonly {
    readonly id: string;
    readonly skills: readonly string[];
    readonly topic: string;
  }[];
  /** How many texts there are in all. */
  readonly total: number;
}
