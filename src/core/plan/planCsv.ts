import { csv, type Field } from '../metrics/csv.ts';
import type { PartReport, PlanReport } from './planReport.ts';

/** One row for each part. Dollars and tokens are of the calls that are not stored; empty: not known. */
export function partsCsv(plans: readonly PlanReport[]): string {
  return csv(
    PART_HEADER,
    plans.flatMap(({ plan, parts }) => parts.map((part) => [plan.purpose, ...partFields(part)])),
  );
}

const PART_HEADER = [
  'purpose',
  'k',
  'split',
  'seed',
  'order',
  'mixes',
  'possible',
  'generations',
  'texts',
  'calls',
  'stored',
  'inputTokens',
  'outputTokens',
  'dollars',
  'dollarsLow',
  'dollarsHigh',
  'batchDollars',
];

function partFields({ part, possible, texts, total }: PartReport): Field[] {
  const { k, split, seed, order, mixes, generations } = part;
  const { calls, stored, input, output, live, batch, unpriced } = total;
  const dollars = unpriced.length > 0 ? [null, null, null] : [live.likely, live.low, live.high];
  const drawn = [k, split, seed, order, mixes.length, String(possible), generations, texts];
  const tokens = [Math.round(input.likely), Math.round(output.likely)];
  return [...drawn, calls, stored, ...tokens, ...dollars, batch?.likely ?? null];
}

/** One row for each mix, in the order of drawing. */
export function mixesCsv(plans: readonly PlanReport[]): string {
  const drawn = plans.flatMap(({ plan: { purpose }, parts }) => parts.map(({ part }) => ({ purpose, part })));
  const most = Math.max(0, ...drawn.map(({ part }) => part.k));
  const places = Array.from({ length: most }, (_, index) => index);
  const skillNames = places.map((place) => `skill${place + 1}`);
  const header = ['purpose', 'k', 'split', 'seed', 'number', 'topic', ...skillNames];
  const rows = drawn.flatMap(({ purpose, part: { k, split, seed, mixes } }) =>
    mixes.map(({ skills, topic }, index): Field[] => {
      const names = places.map((place) => skills[place]?.name ?? null);
      return [purpose, k, split, seed, index + 1, topic.name, ...names];
    }),
  );
  return csv(header, rows);
}
