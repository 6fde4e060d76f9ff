import * as v from 'valibot';
import { nameKey } from '../../core/skillset/skillset.ts';
import type { Connection } from './connection.ts';
import { createRemembered } from './remembered.ts';
import { json, parseRow, parseRows } from './rows.ts';

/**
 * The mixes that hold a skill, in whatever form of its name, as rows of `mixes`; by row its place in the mix, from 0. To
 * be called in a transaction.
 */
export function mixesWithSkill(connection: Connection, name: string): Promise<ReadonlyMap<number, number>> {
  return found.get(connection, nameKey(name), () => selectMixes(connection, name));
}

/** A reader combines the same skill with other filters. */
const found = createRemembered<ReadonlyMap<number, number>>({ most: 4 });

async function selectMixes(connection: Connection, name: string): Promise<ReadonlyMap<number, number>> {
  const ids = await formsOf(connection, name);
  if (ids.size === 0) return new Map();
  const hasOne = [...ids]
    .map(() => `instr(',' || trim(skills, '[]') || ',', ',' || ? || ',') > 0`)
    .join(' OR ');
  const [row] = await connection.all(
    `SELECT '[' || ifnull(group_concat('[' || id || ',' || skills || ']'), '') || ']' AS mixes
     FROM mixes WHERE ${hasOne}`,
    [...ids],
  );
  const { mixes } = parseRow('mixes', mixesRow, row);
  return new Map(mixes.map(([mix, skills]) => [mix, skills.findIndex((id) => ids.has(id))]));
}

const mixesRow = v.object({ mixes: json(v.array(v.tuple([v.number(), v.array(v.number())]))) });

/** A definition that was changed is another row of the same name. */
async function formsOf(connection: Connection, name: string): Promise<ReadonlySet<number>> {
  const rows = await connection.all('SELECT id, name FROM skill_texts');
  const forms = parseRows('skill_texts', skillRow, rows).filter(
    (skill) => nameKey(skill.name) === nameKey(name),
  );
  return new Set(forms.map(({ id }) => id));
}

const skillRow = v.object({ id: v.number(), name: v.string() });
