import type { MeasureScope } from '../../src/protocol/measure.ts';
import type { PanelFilter } from '../../src/protocol/panel.ts';

/** The part of the reader's filter that a measure goes by. */
export function scopeOf(
  filter: PanelFilter,
  by: readonly ('student' | 'grader' | 'split' | 'k')[],
  isCorrected: boolean,
): MeasureScope {
  const chosen = by.flatMap((key) => (filter[key] === undefined ? [] : [[key, filter[key]] as const]));
  return { ...Object.fromEntries(chosen), isCorrected };
}
