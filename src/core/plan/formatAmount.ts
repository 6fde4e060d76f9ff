import { formatCount } from '../format/formatCount.ts';
import type { Amount } from './amount.ts';

let compact: Intl.NumberFormat | undefined;

/** `9,999`, `12.3K`, `4.56M` */
export function formatLarge(count: number | bigint): string {
  if (count < 10_000) return formatCount(typeof count === 'bigint' ? count : Math.round(count));
  compact ??= new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });
  return compact.format(count);
}

/** `$0`, `$0.0042`, `$3.20`, `$1,250` from a hundred on. */
export function formatDollars(dollars: number): string {
  if (dollars <= 0) return '$0';
  if (dollars < 0.1) return `$${dollars.toPrecision(2)}`;
  return dollars < 100 ? `$${dollars.toFixed(2)}` : `$${formatCount(Math.round(dollars))}`;
}

/** `$3.20`, or `$3.20 (2.10–6.00)` where it is not sure. */
export function formatMoney({ likely, low, high }: Amount): string {
  if (low === high) return formatDollars(likely);
  return `${formatDollars(likely)} (${formatDollars(low).slice(1)}–${formatDollars(high).slice(1)})`;
}
