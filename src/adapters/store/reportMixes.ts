import * as v from 'valibot';
import type { MixFacts, SkillFacts } from '../../core/metrics/facts.ts';
import { createInterned } from '../../core/metrics/internedFacts.ts';
import { nameKey } from '../../core/skillset/skillset.ts';
import type { Connection } from './connection.ts';
import { NumberReader, numberPages } from './numberPages.ts';
import { flag, parseRows } from './rows.ts';
import { brokenResults } from './storeError.ts';

/** The mixes that samples have, in the order in which they are asked for. */
export interface MixRows {
  /** The place of a row of `mixes`; `first` is the row of the first version of the mix. */
  placeOf(row: number, first: number): number;
  /** For each place the row, and the place of the first version that was asked for. */
  readonly rows: readonly number[];
  readonly firsts: readonly number[];
}

export function createMixRows(): MixRows {
  const rows = createInterned((row: number) => row);
  const firsts: number[] = [];
  const placeOfFirst = new Map<number, number>();
  return {
    rows: rows.list,
    firsts,
    placeOf(row, first) {
      const place = rows.placeOf(row);
      if (place < firsts.length) return place;
      const known = placeOfFirst.get(first) ?? place;
      placeOfFirst.set(first, known);
      firsts.push(known);
      return place;
    },
  };
}

/** The facts of the mixes, and of their skills in the order in which the mixes have them. */
export async function selectMixFacts(
  connection: Connection,
  { rows, firsts }: MixRows,
): Promise<{ readonly mixes: readonly MixFacts[]; readonly skills: readonly SkillFacts[] }> {
  const skillsOf = await selectSkillRows(connection, rows);
  const skills = createInterned((row: number) => row);
  const mixes = rows.map((row, place) => ({
    first: firsts[place] ?? place,
    skills: (skillsOf.get(row) ?? broken()).map(skills.placeOf),
  }));
  return { mixes, skills: await selectSkills(connection, skills.list) };
}

/** Of each mix the rows of its skills. What was drawn together stands together, so that others are seldom read. */
async function selectSkillRows(
  connection: Connection,
  mixes: readonly number[],
): Promise<ReadonlyMap<number, readonly number[]>> {
  const skillsOf = new Map<number, number[]>();
  const least = mixes.reduce((before, row) => Math.min(before, row), Number.MAX_SAFE_INTEGER);
  const most = mixes.reduce((before, row) => Math.max(before, row), 0);
  const pages = numberPages(connection, {
    table: 'mixes',
    key: 'id',
    columns: ['id', 'k', `nullif(trim(skills, '[]'), '')`],
    where: { sql: 'id BETWEEN ? AND ?', values: [least, most] },
  });
  for await (const page of pages)
    for (const reader = new NumberReader(page); !reader.isAtEnd; )
      skillsOf.set(
        reader.next(),
        Array.from({ length: reader.next() }, () => reader.next()),
      );
  return skillsOf;
}

async function selectSkills(connection: Connection, rows: readonly number[]): Promise<SkillFacts[]> {
  const found = await connection.all(
    'SELECT id, name, category, common FROM skill_texts WHERE id IN (SELECT value FROM json_each(?))',
    [JSON.stringify(rows)],
  );
  const skills = new Map(
    parseRows('skill_texts', skillRow, found).map(({ id, ...skill }) => [
      id,
      { ...skill, key: nameKey(skill.name) },
    ]),
  );
  return rows.map((row) => skills.get(row) ?? broken());
}

const skillRow = v.object({ id: v.number(), name: v.string(), category: v.string(), common: flag });

function broken(): never {
  throw brokenResults();
}
