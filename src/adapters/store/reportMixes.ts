import * as v from 'valibot';
import type { MixColumns, SkillFacts } from '../../core/metrics/facts.ts';
import { nameKey } from '../../core/skillset/skillset.ts';
import type { Connection } from './connection.ts';
import { numberPages } from './numberPages.ts';
import { createRowPlaces, internRows } from './rowPlaces.ts';
import { flag, parseRows } from './rows.ts';
import { brokenResults } from './storeError.ts';

/** The rows of `mixes` that are wanted, in the order in which they are asked for. */
export interface MixRows {
  /** The place of a row; `first` is the row of the first version of the mix, and `sample` one that has the mix. */
  placeOf(row: number, first: number, sample: number): number;
  /** The place of a row that was asked for. */
  knownPlaceOf(row: number): number | undefined;
  /** The least and the greatest row that was asked for. */
  range(): readonly [number, number];
  /** Of each place, the place of the first version that was asked for. */
  readonly firsts: readonly number[];
  /** Of each place, the oldest sample. */
  readonly samples: readonly number[];
}

/** `last` is the greatest row that there is. */
export function createMixRows(last: number): MixRows {
  const places = createRowPlaces(last);
  const placesOfFirst = createRowPlaces(last);
  const firsts: number[] = [];
  const samples: number[] = [];
  let [least, most] = [Number.MAX_SAFE_INTEGER, 0];
  return {
    firsts,
    samples,
    knownPlaceOf: places.get,
    range: () => [least, most],
    placeOf(row, first, sample) {
      const known = places.get(row);
      if (known !== undefined) {
        if (sample < (samples[known] ?? 0)) samples[known] = sample;
        return known;
      }
      const place = samples.push(sample) - 1;
      places.set(row, place);
      if (row < least) least = row;
      if (row > most) most = row;
      const placeOfVersion = placesOfFirst.get(first) ?? place;
      placesOfFirst.set(first, placeOfVersion);
      firsts.push(placeOfVersion);
      return place;
    },
  };
}

/** The facts of the mixes and of their skills. `lastSkill` is the greatest row of `skill_texts`. */
export async function selectMixFacts(
  connection: Connection,
  mixRows: MixRows,
  lastSkill: number,
): Promise<{ readonly mixes: MixColumns; readonly skills: readonly SkillFacts[] }> {
  const { firsts, samples } = mixRows;
  const skills = internRows(lastSkill);
  const orders: number[] = [];
  const unread = firsts.map(() => UNREAD);
  const mixes = { first: firsts, skillsFrom: unread, skillsUntil: [...unread], skill: [] as number[] };
  for await (const page of skillPages(connection, mixRows))
    for (let at = 0; at < page.length; ) {
      const place = mixRows.knownPlaceOf(page[at] ?? 0);
      const from = at + 2;
      const until = from + (page[at + 1] ?? 0);
      at = until;
      if (place === undefined) continue;
      const order = (samples[place] ?? 0) * MOST_SKILLS - from;
      mixes.skillsFrom[place] = mixes.skill.length;
      for (let position = from; position < until; position += 1) {
        const skill = skills.placeOf(page[position] ?? 0);
        orders[skill] = Math.min(order + position, orders[skill] ?? Number.MAX_SAFE_INTEGER);
        mixes.skill.push(skill);
      }
      mixes.skillsUntil[place] = mixes.skill.length;
    }
  if (mixes.skillsUntil.includes(UNREAD)) throw brokenResults();
  return { mixes, skills: await selectSkills(connection, skills.list, orders) };
}

/** Of one mix: the points of all its criteria fit in 53 bits. */
const MOST_SKILLS = 53;

const UNREAD = -1;

/** The row, how many skills, and their rows. What was drawn together stands together, so that few others are read. */
function skillPages(connection: Connection, mixRows: MixRows) {
  return numberPages(connection, {
    table: 'mixes',
    key: 'id',
    range: mixRows.range(),
    columns: ['id', 'k', `nullif(trim(skills, '[]'), '')`],
    where: { sql: 'TRUE', values: [] },
  });
}

async function selectSkills(
  connection: Connection,
  rows: readonly number[],
  orders: readonly number[],
): Promise<SkillFacts[]> {
  const found = await connection.all(
    'SELECT id, name, category, common FROM skill_texts WHERE id IN (SELECT value FROM json_each(?))',
    [JSON.stringify(rows)],
  );
  const skills = new Map(parseRows('skill_texts', skillRow, found).map(({ id, ...skill }) => [id, skill]));
  return rows.map((row, place) => {
    const skill = skills.get(row);
    if (skill === undefined) throw brokenResults();
    return { ...skill, key: nameKey(skill.name), order: orders[place] ?? 0 };
  });
}

const skillRow = v.object({ id: v.number(), name: v.string(), category: v.string(), common: flag });
