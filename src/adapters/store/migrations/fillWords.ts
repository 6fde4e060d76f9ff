import * as v from 'valibot';
import type { Connection } from '../connection.ts';
import { contentColumn, unpackAll } from '../deflated.ts';
import { pointsColumn } from '../pointsColumn.ts';
import { reasonsIn } from '../reasonWords.ts';
import { parseRow, parseRows } from '../rows.ts';

const PAGE = 500;

/** Puts all that was written before into the indexes of words, which are empty. */
export async function fillWords(connection: Connection): Promise<void> {
  await connection.exec(
    'INSERT INTO text_words (rowid, text) SELECT number, text FROM samples WHERE text IS NOT NULL',
  );
  await fillReasons(connection);
}

async function fillReasons(connection: Connection): Promise<void> {
  for (let after = 0; ; ) {
    const rows = await connection.all(
      `SELECT grading AS id, content FROM points WHERE grading > ? ORDER BY grading LIMIT ${PAGE}`,
      [after],
    );
    const page = parseRows('points', packedRow, rows);
    const contents = await unpackAll(connection, 'points', page);
    const words = page.map(({ id }, index) => {
      const { points } = parseRow('points', pointsRow, { id: String(id), points: contents[index] });
      return [id, reasonsIn(points)];
    });
    await connection.run(
      'INSERT INTO reason_words (rowid, reasons) SELECT value ->> 0, value ->> 1 FROM json_each(?)',
      [words],
    );
    if (page.length < PAGE) return;
    after = page.at(-1)?.id ?? after;
  }
}

const packedRow = v.object({ id: v.number(), content: contentColumn });
const pointsRow = v.object({ id: v.string(), points: pointsColumn });
