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

/** `−0.12`, `0.40`: of what can be below zero. */
export function signedText(value: number): string {
  const text = Math.abs(value).toFixed(2);
  return value < 0 && text !== '0.00' ? `−${text}` : text;
}
