import * as v from 'valibot';
import { choicesOf } from '../../core/results/choicesOf.ts';
import type { ResultChoices } from '../../core/results/resultQuery.ts';
import type { Connection } from './connection.ts';
import { createRemembered } from './remembered.ts';
import { scanResults } from './resultScan.ts';
import { selectSeriesOf } from './resultSeries.ts';
import { json, parseRow, parseRows } from './rows.ts';

/** What the samples of a skillset file can be narrowed to. To be called in a transaction. */
export function selectResultChoices(connection: Connection, file: string): Promise<ResultChoices> {
  return choices.get(connection, file, () => selectChoices(connection, file));
}

const choices = createRemembered<ResultChoices>({ most: 1 });

async function selectChoices(connection: Connection, file: string): Promise<ResultChoices> {
  const series = await selectSeriesOf(connection, file);
  const used = new Set<number>();
  const mixes = new Set<number>();
  const graders = new Set<string>();
  await scanResults(
    connection,
    series.map(({ id }) => id),
    (result) => {
      used.add(result.series);
      mixes.add(result.mix);
      for (const { grader } of result.judgements) graders.add(grader);
    },
  );
  const present = series.filter(({ id }) => used.has(id));
  return choicesOf({
    students: present.map(({ writing }) => writing.student),
    graders,
    splits: present.map(({ draw }) => draw.split),
    ks: present.map(({ draw }) => draw.k),
    skills: await selectSkillNames(connection, mixes),
  });
}

async function selectSkillNames(connection: Connection, mixes: ReadonlySet<number>): Promise<string[]> {
  const [row] = await connection.all(
    `SELECT '[' || ifnull(group_concat(DISTINCT skills), '') || ']' AS skills FROM mixes
     WHERE id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify([...mixes])],
  );
  const ids = new Set(parseRow('mixes', skillsRow, row).skills.flat());
  const rows = await connection.all(
    'SELECT name FROM skill_texts WHERE id IN (SELECT value FROM json_each(?))',
    [[...ids]],
  );
  return parseRows('skill_texts', nameRow, rows).map(({ name }) => name);
}

const skillsRow = v.object({ skills: json(v.array(v.array(v.number()))) });
const nameRow = v.object({ name: v.string() });
