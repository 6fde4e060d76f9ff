/** What crosses between the host and the page of one training. */
import type { CurveFigure } from './figures.ts';

export interface JobView {
  readonly title: string;
  /** How it is, in a line. */
  readonly description: string;
  readonly details: readonly { readonly label: string; readonly description: string }[];
  /** Loss, learning rate and what else was logged. Empty where nothing was logged yet. */
  readonly figures: readonly CurveFigure[];
}

export type ToJobPage = { readonly kind: 'job'; readonly job: JobView };

export type FromJobPage = { readonly kind: 'ready' };
