import * as v from 'valibot';
import type { Connection } from './connection.ts';
import { parseRows } from './rows.ts';

/** By row of `skill_texts`. */
export async function selectSkillNames(
  connection: Connection,
  ids: ReadonlySet<number>,
): Promise<ReadonlyMap<number, string>> {
  const rows = await connection.all(
    'SELECT id, name FROM skill_texts WHERE id IN (SELECT value FROM json_each(?))',
    [[...ids]],
  );
  return new Map(parseRows('skill_texts', nameRow, rows).map(({ id, name }) => [id, name]));
}

const nameRow = v.object({ id: v.number(), name: v.string() });
