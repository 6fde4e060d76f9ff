import type { RateView } from '../src/protocol/panel.ts';

/** `60%`, from a rate in [0, 1]. */
export function percent(rate: number): string {
  return `${Math.round(rate * 100)}%`;
}

/** `23–88%`: the interval, in the same form. */
export function intervalText({ low, high }: RateView): string {
  return `${Math.round(low * 100)}–${percent(high)}`;
}
