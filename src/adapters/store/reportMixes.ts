import * as v from 'valibot';
import type { MixFacts, SkillFacts } from '../../core/metrics/facts.ts';
import { createNumbers, type InternedFacts } from '../../core/metrics/internedFacts.ts';
import { nameKey } from '../../core/skillset/skillset.ts';
import type { Connection } from './connection.ts';
import { brokenText, PackedReader, SQL_FIELD, SQL_RECORD } from './packedText.ts';
import { readAhead } from './readAhead.ts';
import { flag, parseRow, parseRows } from './rows.ts';

/** The mix of a row; undefined where there is no such row. */
export type MixOfRow = (row: number) => MixFacts | undefined;

/** The mixes of the store. One that no sample has is not taken apart. */
export async function selectMixFacts(connection: Connection, interned: InternedFacts): Promise<MixOfRow> {
  const skillOf = createSkills(await selectSkills(connection));
  const packed: string[] = [];
  const pages = readAhead<Page>((before) =>
    before === undefined || before.count === PAGE ? selectPage(connection, before?.last ?? 0) : undefined,
  );
  for await (const page of pages)
    for (const reader = new PackedReader(page.packed); !reader.isAtEnd; )
      packed[reader.number()] = reader.record();
  const numberOf = createNumbers();
  const mixes: (MixFacts | undefined)[] = [];
  return (row) => {
    const record = packed[row];
    if (record === undefined) return undefined;
    const mix = mixes[row] ?? readMix(new PackedReader(record), numberOf, skillOf, interned);
    mixes[row] = mix;
    return mix;
  };
}

/** How many mixes are read at a time. */
const PAGE = 20_000;

interface Page {
  readonly count: number;
  readonly last: number;
  readonly packed: string;
}

async function selectPage(connection: Connection, after: number): Promise<Page> {
  const [row] = await connection.all(
    `SELECT count(*) AS count, ifnull(max(id), 0) AS last, ifnull(group_concat(packed, ${SQL_RECORD}), '') AS packed
     FROM (SELECT id, ${PACKED_MIX} AS packed FROM mixes WHERE id > ? ORDER BY id LIMIT ${PAGE})`,
    [after],
  );
  return parseRow('mixes', pageRow, row);
}

const pageRow = v.object({ count: v.number(), last: v.number(), packed: v.string() });

const PACKED_MIX = ['id', 'mix_id', 'split', `ifnull(format('%!.17g', seed), '')`, 'skills'].join(
  ` || ${SQL_FIELD} || `,
);

type SkillRow = v.InferOutput<typeof skillRow>;

async function selectSkills(connection: Connection): Promise<SkillRow[]> {
  return parseRows(
    'skill_texts',
    skillRow,
    await connection.all('SELECT id, name, category, common FROM skill_texts ORDER BY id'),
  );
}

const skillRow = v.object({ id: v.number(), name: v.string(), category: v.string(), common: flag });

/** The skill of a row. The first one that is asked for is the first in order. */
function createSkills(rows: readonly SkillRow[]): (row: number) => SkillFacts {
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  const skills = new Map<number, SkillFacts>();
  return (id) => {
    const known = skills.get(id);
    if (known !== undefined) return known;
    const { name, category, common } = rowOf.get(id) ?? missing();
    const skill = { name, key: nameKey(name), category, common, order: skills.size };
    skills.set(id, skill);
    return skill;
  };
}

/** The fields of `PACKED_MIX` but for the first. */
function readMix(
  reader: PackedReader,
  numberOf: (id: string) => number,
  skillOf: (row: number) => SkillFacts,
  interned: InternedFacts,
): MixFacts {
  const number = numberOf(reader.piece());
  const split = reader.piece();
  const seed = reader.piece();
  const skills = numbersIn(reader.piece()).map(skillOf);
  return { number, skills, draw: interned.draw(split, skills.length, seed === '' ? null : Number(seed)) };
}

/** A JSON list of whole numbers. */
function numbersIn(list: string): number[] {
  const numbers: number[] = [];
  for (let at = 1; at < list.length - 1; ) {
    const comma = list.indexOf(',', at);
    const end = comma === -1 ? list.length - 1 : comma;
    numbers.push(Number(list.slice(at, end)));
    at = end + 1;
  }
  return numbers;
}

function missing(): never {
  throw brokenText();
}
