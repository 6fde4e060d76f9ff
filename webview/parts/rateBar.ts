import type { RateView } from '../../src/protocol/panel.ts';
import { drawing } from '../element.ts';

/** A bar for the rate and a whisker for its interval. The same is written beside it, so it is hidden from readers of the structure. */
export function rateBar({ rate, low, high }: RateView): SVGElement {
  const [value, from, to] = [rate, low, high].map(toWidth);
  return drawing(
    'svg',
    { class: 'rate-bar', viewBox: '0 0 100 12', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    drawing('rect', { class: 'rate-track', x: 0, y: 0, width: 100, height: 12 }),
    drawing('rect', { class: 'rate-value', x: 0, y: 0, width: value, height: 12 }),
    drawing('path', { class: 'rate-whisker', d: `M${from} 6H${to} M${from} 2V10 M${to} 2V10` }),
  );
}

/** In a box of 100, with room for the whisker's end. */
function toWidth(rate: number): number {
  return Math.round(Math.min(Math.max(rate, 0), 1) * 990) / 10 + 0.5;
}
