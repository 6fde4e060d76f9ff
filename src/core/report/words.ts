import type { Estimate } from '../metrics/estimate.ts';
import { figure } from '../metrics/textTable.ts';

/** `.37 [.28, .47]`, and a dash where there is no figure. */
export function estimateText({ value, low, high }: Estimate): string {
  if (value === null || low === null || high === null) return '–';
  return value < 0 || low < 0
    ? `${signed(value)} [${signed(low)}, ${signed(high)}]`
    : figure(value, low, high);
}

/** `+.04`, `−.12`: for differences. */
export function differenceText(difference: number | null, low: number | null, high: number | null): string {
  if (difference === null || low === null || high === null) return '–';
  return `${plus(difference)} [${plus(low)}, ${plus(high)}]`;
}

/** `−.12 to +.30`: between which a difference lies for certain. */
export function boundsText(least: number | null, most: number | null): string {
  return least === null || most === null ? '–' : `${plus(least)} to ${plus(most)}`;
}

/** `.032`, `<.001`. */
export function pText(p: number | null): string {
  if (p === null) return '–';
  return p < 0.001 ? '<.001' : p.toFixed(3).replace(/^0/u, '');
}

/** `.05`, `−.12` */
function signed(value: number): string {
  const text = Math.abs(value).toFixed(2).replace(/^0/u, '');
  return value < 0 && text !== '.00' ? `−${text}` : text;
}

function plus(value: number): string {
  return value > 0 ? `+${signed(value)}` : signed(value);
}
