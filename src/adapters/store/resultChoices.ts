import * as v from 'valibot';
import { choicesOf } from '../../core/results/choicesOf.ts';
import type { ResultChoices } from '../../core/results/resultQuery.ts';
import type { Connection } from './connection.ts';
import { createRemembered } from './remembered.ts';
import { readResults } from './resultScan.ts';
import { selectSeriesOf } from './resultSeries.ts';
import { json, parseRow } from './rows.ts';
import { selectSkillNames } from './skillNames.ts';

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
  const scan = await readResults(
    connection,
    series.map(({ id }) => id),
  );
  scan((result) => {
    used.add(result.series);
    mixes.add(result.mix);
    for (const { grader } of result.judgements) graders.add(grader);
  });
  const present = series.filter(({ id }) => used.has(id));
  return choicesOf({
    students: present.map(({ writing }) => writing.student),
    graders,
    splits: present.map(({ draw }) => draw.split),
    ks: present.map(({ draw }) => draw.k),
    skills: await namesIn(connection, mixes),
    reviewed: await countReviewed(connection, file),
  });
}

async function countReviewed(connection: Connection, file: string): Promise<number> {
  const [row] = await connection.all(
    `SELECT count(DISTINCT sample) AS reviewed FROM reviews JOIN samples ON samples.number = sample
     WHERE samples.file = ?`,
    [file],
  );
  return parseRow('reviews', reviewedRow, row).reviewed;
}

const reviewedRow = v.object({ reviewed: v.number() });

async function namesIn(connection: Connection, mixes: ReadonlySet<number>): Promise<string[]> {
  const [row] = await connection.all(
    `SELECT '[' || ifnull(group_concat(DISTINCT skills), '') || ']' AS skills FROM mixes
     WHERE id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify([...mixes])],
  );
  const ids = new Set(parseRow('mixes', skillsRow, row).skills.flat());
  return [...(await selectSkillNames(connection, ids)).values()];
}

const skillsRow = v.object({ skills: json(v.array(v.array(v.number()))) });
