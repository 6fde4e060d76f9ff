import * as v from 'valibot';
import { nameKey } from '../../core/skillset/skillset.ts';
import type { Connection } from './connection.ts';
import { json, parseRow, parseRows } from './rows.ts';

/** The mixes that hold a skill, in whatever form of its name, as rows of `mixes`; by row its place in the mix, from 0. */
export async function mixesWithSkill(
  connection: Connection,
  name: string,
): Promise<ReadonlyMap<number, number>> {
  const ids = await formsOf(connection, name);
  if (ids.size === 0) return new Map();
  const hasOne = [...ids]
    .map(() => `instr(',' || trim(skills, '[]') || ',', ',' || ? || ',') > 0`)
    .join(' OR ');
  const [row] = await connection.all(
    `SELECT '[' || ifnull(group_concat('[' || id || ',' || skills || ']'), '') || ']' AS found
     FROM mixes WHERE ${hasOne}`,
    [...ids],
  );
  const { found } = parseRow('mixes', foundRow, row);
  return new Map(found.map(([mix, skills]) => [mix, skills.findIndex((id) => ids.has(id))]));
}

const foundRow = v.object({ found: json(v.array(v.tuple([v.number(), v.array(v.number())]))) });

/** A definition that was changed is another row of the same name. */
async function formsOf(connection: Connection, name: string): Promise<ReadonlySet<number>> {
  const rows = await connection.all('SELECT id, name FROM skill_texts');
  const forms = parseRows('skill_texts', skillRow, rows).filter(
    (skill) => nameKey(skill.name) === nameKey(name),
  );
  return new Set(forms.map(({ id }) => id));
}

const skillRow = v.object({ id: v.number(), name: v.string() });
