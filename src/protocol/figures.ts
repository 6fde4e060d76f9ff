import type { TextsOf } from './textsOf.ts';

/** What the figures of the page and of a report show. How they are drawn is the business of webview/figures. */

/** A rate or another figure with its 95 % interval. */
export interface EstimateView {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

interface AnyFigure {
  readonly title: string;
  /** What a reader must know to read it: what is counted, and how. */
  readonly caption: string;
}

/** How a rate falls as mixes grow: a panel for each split, a line for each student. */
export interface RatesByKFigure extends AnyFigure {
  readonly kind: 'rates-by-k';
  readonly points: readonly (EstimateView & {
    readonly student: string;
    readonly split: string;
    readonly k: number;
    /** How many mixes the figure rests on. */
    readonly mixes: number;
  })[];
  /** What copying alone could reach at most, by k. */
  readonly thresholds?: readonly { readonly k: number; readonly value: number }[];
}

/** What changes from one student to another: a row for each skill, split or k. */
export interface ChangeFigure extends AnyFigure {
  readonly kind: 'change';
  readonly from: string;
  readonly to: string;
  readonly rows: readonly {
    readonly name: string;
    /** Rows of one group stand together. */
    readonly group: string;
    readonly from: EstimateView;
    readonly to: EstimateView;
  }[];
}

/** A list of figures with their intervals, such as rates of skills or agreement between graders. */
export interface EstimatesFigure extends AnyFigure {
  readonly kind: 'estimates';
  /** What the axis counts, such as `agreement (kappa)`. */
  readonly axis: string;
  /** `rate`: shown in per cent, from 0 to 1. `signed`: from below zero to above it. */
  readonly scale: 'rate' | 'signed';
  readonly rows: readonly (EstimateView & { readonly name: string; readonly group: string })[];
}

/** A rate for each pair of a row and a column, such as skill and k. What was not tried has no cell. */
export interface HeatFigure extends AnyFigure {
  readonly kind: 'heat';
  readonly rowTitle: string;
  readonly columnTitle: string;
  /** In the order in which they are shown. */
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly cells: readonly (EstimateView & {
    readonly row: string;
    readonly column: string;
    /** How many verdicts it rests on. */
    readonly tried: number;
    /** Their texts. */
    readonly of: TextsOf;
  })[];
}

/** What a training logs, step by step. */
export interface CurveFigure extends AnyFigure {
  readonly kind: 'curve';
  readonly xAxis: string;
  readonly yAxis: string;
  /** From the first to the last; where there is nothing to show, the line is broken. */
  readonly points: readonly { readonly x: number; readonly y: number | null }[];
}

export type Figure = RatesByKFigure | ChangeFigure | EstimatesFigure | HeatFigure | CurveFigure;
