import * as v from 'valibot';
import { LONGEST_BEGINNING, type ResultLook, type ResultRow } from '../../core/results/resultQuery.ts';
import { resultRow } from '../../core/results/resultRow.ts';
import type { Connection } from './connection.ts';
import { selectCorrections } from './corrections.ts';
import { selectJudgements } from './judgements.ts';
import { SAMPLE_STATES } from './results.ts';
import { json, parseRows } from './rows.ts';
import { selectSkillNames } from './skillNames.ts';
import { brokenResults } from './storeError.ts';

/** Some samples of a list, by number and in this order; those that are not there any more are left out. */
export async function selectResultRows(
  connection: Connection,
  numbers: readonly number[],
  look: ResultLook,
): Promise<ResultRow[]> {
  const rows = parseRows('samples', sampleRow, await connection.all(SELECT, [numbers]));
  const skills = await selectSkillNames(connection, new Set(rows.flatMap((row) => row.skills)));
  const judgements = await selectJudgements(connection);
  const corrections = look.isCorrected === true ? await selectCorrections(connection) : undefined;
  const known = new Map(
    rows.map(({ number, outcome, ...row }) => {
      const [state = -1, , ...ids] = outcome;
      const asGraded = ids.map((id) => judgements.get(id) ?? broken());
      const stored = {
        ...row,
        result: SAMPLE_STATES[state] ?? broken(),
        skills: row.skills.map((id) => skills.get(id) ?? broken()),
        judgements: corrections?.of(number, asGraded) ?? asGraded,
      };
      return [number, resultRow(stored, look)];
    }),
  );
  return numbers.flatMap((number) => known.get(number) ?? []);
}

/** The places of samples in lists: their numbers. Undefined: there is none of the id. */
export async function selectResultNumbers(
  connection: Connection,
  ids: readonly string[],
): Promise<(number | undefined)[]> {
  const rows = await connection.all(
    'SELECT id, number FROM samples WHERE id IN (SELECT value FROM json_each(?))',
    [ids],
  );
  const found = new Map(parseRows('samples', numberRow, rows).map(({ id, number }) => [id, number]));
  return ids.map((id) => found.get(id));
}

const SELECT = `
SELECT samples.id, number, skills, topic, split, student, generation, outcome,
  substr(coalesce(text, why, ''), 1, ${LONGEST_BEGINNING}) AS text
FROM samples JOIN results ON results.sample = number JOIN mixes ON mixes.id = samples.mix
WHERE number IN (SELECT value FROM json_each(?))`;

const sampleRow = v.object({
  id: v.string(),
  number: v.number(),
  skills: json(v.array(v.number())),
  topic: v.string(),
  split: v.string(),
  student: v.string(),
  generation: v.number(),
  /** As in the table `results`. */
  outcome: v.pipe(
    v.string(),
    v.transform((text) => text.split(',').map(Number)),
  ),
  text: v.string(),
});

const numberRow = v.object({ id: v.string(), number: v.number() });

function broken(): never {
  throw brokenResults();
}
