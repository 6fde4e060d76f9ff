import type { FlipChange } from '../../protocol/measure.ts';
import type { Flip } from '../metrics/comparison.ts';
import type { ShownComparison } from './comparisonView.ts';

/** The flips of one grader and one kind. */
export function flipsIn(
  { comparison }: ShownComparison,
  { grader, change }: { readonly grader: string; readonly change: FlipChange },
): readonly Flip[] {
  const found = comparison?.graders.find((each) => each.grader === grader);
  return found?.flips.filter(({ kind }) => kind === change) ?? [];
}
