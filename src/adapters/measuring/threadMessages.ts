import type { MeasuringQuestion } from '../../core/measuring/tasks.ts';

/** What the thread is told. */
export type ToThread =
  | { readonly kind: 'ask'; readonly id: number; readonly question: MeasuringQuestion }
  | { readonly kind: 'abort'; readonly id: number };

/** What it tells: to each question one answer, unless it was aborted. `told` is what the kind of the question tells. */
export type FromThread =
  | { readonly kind: 'told'; readonly id: number; readonly told: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly name: string; readonly message: string };
