import type { CriterionPoint } from '../../core/grading/criterion.ts';
import type { Connection } from './connection.ts';

/** What a round says, to be found by its words. */
export function reasonsIn(points: readonly CriterionPoint[]): string {
  return points.map(({ reason }) => reason).join('\n');
}

/** Puts gradings into the index of words, by id with what they say: to be called before their points are kept. */
export async function keepReasonWords(
  connection: Connection,
  reasons: readonly (readonly [id: string, reasons: string])[],
): Promise<void> {
  await connection.run(KEEP, [reasons]);
}

/** A grading whose points are there is in the index, and is not replaced. Of two of one id the first is kept. */
const KEEP = `
INSERT INTO reason_words (rowid, reasons)
SELECT number, reasons FROM (
  SELECT gradings.number AS number, value ->> 1 AS reasons, min(key)
  FROM json_each(?) JOIN gradings ON gradings.id = value ->> 0
  WHERE NOT EXISTS (SELECT 1 FROM points WHERE grading = gradings.number) GROUP BY gradings.number)`;
