import * as v from 'valibot';
import type { Connection } from '../connection.ts';
import { createMemory } from '../recall.ts';
import { keepResults } from '../results.ts';
import { parseRows } from '../rows.ts';

const PAGE = 500;

/** Works out the results of the samples that were written before there were results. */
export async function fillResults(connection: Connection): Promise<void> {
  const { results } = createMemory();
  for (let after = 0; ; ) {
    const rows = await connection.all(
      `SELECT number, id FROM samples WHERE number > ? ORDER BY number LIMIT ${PAGE}`,
      [after],
    );
    const page = parseRows('samples', sampleRow, rows);
    await keepResults(
      connection,
      results,
      page.map(({ id }) => id),
    );
    if (page.length < PAGE) return;
    after = page.at(-1)?.number ?? after;
  }
}

const sampleRow = v.object({ number: v.number(), id: v.string() });
