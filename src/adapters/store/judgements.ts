import * as v from 'valibot';
import type { Judgement } from '../../core/metrics/facts.ts';
import type { Connection } from './connection.ts';
import { judgementForm } from './resultContents.ts';
import { json, parseRow } from './rows.ts';

/** By id. Those of a connection that were read before are not read again: a judgement never changes. */
export async function selectJudgements(connection: Connection): Promise<ReadonlyMap<number, Judgement>> {
  const known = read.get(connection) ?? { newest: 0, judgements: new Map<number, Judgement>() };
  read.set(connection, known);
  const [row] = await connection.all(
    `SELECT '[' || ifnull(group_concat('[' || id || ',' || content || ']'), '') || ']' AS contents
     FROM judgements WHERE id > ?`,
    [known.newest],
  );
  for (const [id, judgement] of parseRow('judgements', contentsRow, row).contents) {
    known.judgements.set(id, judgement);
    known.newest = Math.max(known.newest, id);
  }
  return known.judgements;
}

const contentsRow = v.object({ contents: json(v.array(v.tuple([v.number(), judgementForm]))) });

const read = new WeakMap<Connection, { newest: number; readonly judgements: Map<number, Judgement> }>();
