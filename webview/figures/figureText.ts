import type { EstimateView } from '../../src/protocol/figures.ts';

/** `0.4%`, `12%`: with a place after the point where there would be nothing else to see. */
export function percentText(rate: number): string {
  const percent = rate * 100;
  if (percent > 0 && percent < 1) return percent < 0.05 ? '<0.1%' : `${percent.toFixed(1)}%`;
  return `${Math.round(percent)}%`;
}

/** `12% (95% CI 8–17%)`. */
export function estimateText({ value, low, high }: EstimateView): string {
  return `${percentText(value)} (95% CI ${percentText(low).replace(/%$/u, '')}–${percentText(high)})`;
}

/**
 * `−.12`, `.40`: of what can be below zero, and cannot exceed 1 in size. As src/core/format/formatFraction.ts writes it,
 * which the page cannot import: a test holds them together.
 */
export function signedText(value: number): string {
  return signed(value, Math.abs(value).toFixed(2));
}

/** `−.1`, `0`, `.15`: the same at a tick of an axis, with as many places as it needs. */
export function signedTick(value: number): string {
  return signed(value, String(Number(Math.abs(value).toPrecision(6))));
}

function signed(value: number, size: string): string {
  return `${value < 0 && Number(size) > 0 ? '−' : ''}${size.replace(/^0(?=\.)/u, '')}`;
}
