import * as v from 'valibot';
import type { Connection } from '../connection.ts';
import { factsOf } from '../gradingFacts.ts';
import { pointsColumn } from '../pointsColumn.ts';
import { parseRows } from '../rows.ts';

const PAGE = 500;

/** Works out the facts of the gradings that were written before there were facts. */
export async function fillFacts(connection: Connection): Promise<void> {
  for (let after = 0; ; ) {
    const rows = await connection.all(
      `SELECT id, grading, content FROM points JOIN gradings ON number = grading
       WHERE grading > ? ORDER BY grading LIMIT ${PAGE}`,
      [after],
    );
    const page = parseRows('points', pointsRow, rows);
    const facts = page.map(({ grading, content }) => {
      const { earned, named, unquoted, criteria, words } = factsOf(content);
      return [grading, earned, named, unquoted, criteria, words];
    });
    await connection.run(
      `UPDATE gradings SET earned = value ->> 1, named = value ->> 2, unquoted = value ->> 3, criteria = value ->> 4,
         words = value ->> 5
       FROM json_each(?) WHERE number = value ->> 0`,
      [JSON.stringify(facts)],
    );
    if (page.length < PAGE) return;
    after = page.at(-1)?.grading ?? after;
  }
}

const pointsRow = v.object({ id: v.string(), grading: v.number(), content: pointsColumn });
