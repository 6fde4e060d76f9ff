import * as v from 'valibot';
import type { SampleId } from '../../core/runs/records.ts';
import type { Connection } from './connection.ts';
import { json, parseRow, parseRows } from './rows.ts';
import { brokenResults } from './storeError.ts';

/** The ids of samples, in the order of their numbers that are asked for. */
export async function selectSampleIds(
  connection: Connection,
  numbers: readonly number[],
): Promise<SampleId[]> {
  const rows = await connection.all(
    'SELECT number, id FROM samples WHERE number IN (SELECT value FROM json_each(?))',
    [JSON.stringify(numbers)],
  );
  const found = new Map(parseRows('samples', numberedSample, rows).map(({ number, id }) => [number, id]));
  return numbers.map((number) => {
    const id = found.get(number);
    if (id === undefined) throw brokenResults();
    return id as SampleId;
  });
}

const numberedSample = v.object({ number: v.number(), id: v.string() });

/** The ids of all samples, at their numbers. The index of ids is read, and none of the long rows. */
export async function selectIdsByNumber(connection: Connection): Promise<readonly (SampleId | undefined)[]> {
  const [row] = await connection.all(
    `SELECT '[' || ifnull(group_concat(number || ',' || json_quote(id)), '') || ']' AS ids FROM samples`,
  );
  const { ids } = parseRow('samples', idsRow, row);
  const byNumber: SampleId[] = [];
  for (let at = 0; at < ids.length; at += 2) byNumber[Number(ids[at])] = String(ids[at + 1]) as SampleId;
  return byNumber;
}

// Made in the query itself, and there may be very many: they are not looked at one by one.
const idsRow = v.object({ ids: json(v.custom<readonly (number | string)[]>(Array.isArray)) });
