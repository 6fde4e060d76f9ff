import * as v from 'valibot';
import type { MixFacts, SkillFacts } from '../../core/metrics/facts.ts';
import { createNumbers, type InternedFacts } from '../../core/metrics/internedFacts.ts';
import { nameKey } from '../../core/skillset/skillset.ts';
import type { Connection } from './connection.ts';
import { brokenText, PackedReader, SQL_FIELD, SQL_RECORD } from './packedText.ts';
import { readAhead } from './readAhead.ts';
import { flag, parseRow, parseRows } from './rows.ts';

/** The facts of all mixes of the store; where in the list is the number of its row. */
export async function selectMixFacts(
  connection: Connection,
  interned: InternedFacts,
): Promise<readonly (MixFacts | undefined)[]> {
  const addMix = createMixReader(await selectSkills(connection), interned);
  const mixes: (MixFacts | undefined)[] = [];
  const pages = readAhead<Page>((before) =>
    before === undefined || before.count === PAGE ? selectPage(connection, before?.last ?? 0) : undefined,
  );
  for await (const { packed } of pages)
    for (const reader = new PackedReader(packed); !reader.isAtEnd; ) addMix(mixes, reader);
  return mixes;
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

async function selectSkills(connection: Connection): Promise<readonly (SkillFacts | undefined)[]> {
  const rows = await connection.all('SELECT id, name, category, common FROM skill_texts ORDER BY id');
  const skills: (SkillFacts | undefined)[] = [];
  for (const { id, name, category, common } of parseRows('skill_texts', skillRow, rows))
    skills[id] = { name, key: nameKey(name), category, common, order: id };
  return skills;
}

const skillRow = v.object({ id: v.number(), name: v.string(), category: v.string(), common: flag });

function createMixReader(skills: readonly (SkillFacts | undefined)[], interned: InternedFacts) {
  const numberOf = createNumbers();
  return (mixes: (MixFacts | undefined)[], reader: PackedReader): void => {
    const row = reader.number();
    const number = numberOf(reader.piece());
    const split = reader.piece();
    const seed = reader.piece();
    const ofMix = numbersIn(reader.piece()).map((skill) => skills[skill] ?? missing());
    mixes[row] = {
      number,
      skills: ofMix,
      draw: interned.draw(split, ofMix.length, seed === '' ? null : Number(seed)),
    };
  };
}

/** A JSON list of whole numbers. */
function numbersIn(list: string): number[] {
  return list === '[]' ? [] : list.slice(1, -1).split(',').map(Number);
}

function missing(): never {
  throw brokenText();
}
