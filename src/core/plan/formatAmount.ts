import type { Amount } from './amount.ts';
import { formatCount } from './formatCount.ts';

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });

/** `9,999`, `12.3K`, `4.56M` */
export function formatLarge(count: number | bigint): string {
  return count < 10_000
    ? formatCount(typeof count === 'bigint' ? count : Math.round(count))
    : compact.format(count);
}

/** `$0.0042`, `$3.20`, `$1,250` */
export function formatDollars(dollars: number): string {
  if (dollars === 0) return '$0';
  if (dollars < 0.1) return `$${dollars.toPrecision(2)}`;
  return dollars < 100 ? `$${dollars.toFixed(2)}` : `$${formatCount(Math.round(dollars))}`;
}

/** `$3.20`, or `$3.20 (2.10–6.00)` where it is not sure. */
export function formatMoney({ likely, low, high }: Amount): string {
  if (low === high) return formatDollars(likely);
  return `${formatDollars(likely)} (${formatDollars(low).slice(1)}–${formatDollars(high).slice(1)})`;
}

/** `45 s`, `12 min`, `3 h 20 min`, `2 days 4 h` */
export function formatDuration(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  const days = Math.floor(hours / 24);
  return `${days} ${days === 1 ? 'day' : 'days'}${hours % 24 === 0 ? '' : ` ${hours % 24} h`}`;
}
