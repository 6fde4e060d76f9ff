import {
  formatBounds,
  formatEstimate,
  formatFraction,
  formatNumber,
  withMinus,
} from '../format/formatFraction.ts';
import type { Estimate } from '../metrics/estimate.ts';

/** `.37 [.28, .47]`, `−.12 [−.30, .04]` */
export function estimateText({ value, low, high }: Estimate): string {
  return withMinus(formatEstimate(value, low, high));
}

/** `0.37 [0.28, 0.47]`: of what can exceed 1. */
export function varianceText({ value, low, high }: Estimate): string {
  return withMinus(formatEstimate(value, low, high, formatNumber));
}

/** `+.04 [−.12, +.20]`: for differences. */
export function differenceText(difference: number | null, low: number | null, high: number | null): string {
  return withMinus(formatEstimate(difference, low, high, plus));
}

/** `−.12 to +.30`: between which a difference lies for certain. */
export function boundsText(least: number | null, most: number | null): string {
  return withMinus(formatBounds(least, most, plus));
}

function plus(value: number): string {
  const text = formatFraction(value);
  return value > 0 && text !== formatFraction(0) ? `+${text}` : text;
}
