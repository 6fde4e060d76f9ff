import type { SampleFilter } from '../../core/runs/ports.ts';
import type { Value } from './connection.ts';

/** The condition on table `samples` that a filter means, with its values. An empty filter selects all. */
export function conditionOf(filter: SampleFilter): { readonly sql: string; readonly values: Value[] } {
  const terms: [string, Value][] = [];
  // One JSON value: a list of placeholders has an upper limit.
  if (filter.ids !== undefined) terms.push(['samples.id IN (SELECT value FROM json_each(?))', filter.ids]);
  if (filter.file !== undefined) terms.push(['samples.file = ?', filter.file]);
  if (filter.runId !== undefined) terms.push(['samples.run_id = ?', filter.runId]);
  if (filter.mixIds !== undefined)
    terms.push([
      'samples.mix IN (SELECT mixes.id FROM mixes WHERE mix_id IN (SELECT value FROM json_each(?)))',
      filter.mixIds,
    ]);
  if (terms.length === 0) return { sql: 'TRUE', values: [] };
  return { sql: terms.map(([sql]) => sql).join(' AND '), values: terms.map(([, value]) => value) };
}

/** The condition on table `results` that a filter means. */
export function conditionOfResults({ file, ...others }: SampleFilter): {
  readonly sql: string;
  readonly values: Value[];
} {
  const ofSample = conditionOf(others);
  const terms: [string, readonly Value[]][] = [];
  if (file !== undefined) terms.push(['series IN (SELECT id FROM series WHERE file = ?)', [file]]);
  if (Object.keys(others).length > 0)
    terms.push([`sample IN (SELECT number FROM samples WHERE ${ofSample.sql})`, ofSample.values]);
  return {
    sql: ['TRUE', ...terms.map(([sql]) => sql)].join(' AND '),
    values: terms.flatMap(([, values]) => values),
  };
}
