import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { MixId, MixRecord } from '../../core/runs/records.ts';
import type { Skill } from '../../core/skillset/skillset.ts';
import type { Connection, Value } from './connection.ts';
import type { Memory, Recall } from './recall.ts';
import { flag, json, parseRows } from './rows.ts';
import { StoreError } from './storeError.ts';

/** Keeps mixes and their skills, each once. Returns their numbers, in order. */
export async function keepMixes(
  connection: Connection,
  memory: Memory,
  mixes: readonly MixRecord[],
): Promise<readonly number[]> {
  const skills = [...new Set(mixes.flatMap((mix) => mix.skills))].map(
    (skill) => [skill, hashed(skillContent(skill))] as const,
  );
  const hashOf = new Map(skills.map(([skill, { hash }]) => [skill, hash]));
  const numberOf = await keep(
    connection,
    memory.skills,
    KEEP_SKILLS,
    skills.map(([, each]) => each),
  );
  const contents = mixes.map(({ id, topic, split, seed = null, skills: shown }) => {
    const hashes = shown.map((skill) => hashOf.get(skill) ?? '');
    const { hash } = hashed([id, topic.name, topic.aliases, split, seed, hashes]);
    const numbers = hashes.map((each) => numberOf.get(each) ?? 0);
    return { hash, content: [id, topic.name, topic.aliases, split, seed, shown.length, numbers] };
  });
  const mixNumberOf = await keep(connection, memory.mixes, KEEP_MIXES, contents);
  return contents.map(({ hash }) => mixNumberOf.get(hash) ?? 0);
}

/** The mixes of the samples that the condition selects, by number. Equal skills are the same object. */
export async function selectMixes(
  connection: Connection,
  where: { readonly sql: string; readonly values: readonly Value[] },
): Promise<Map<number, MixRecord>> {
  const mixes = `SELECT mix FROM samples WHERE ${where.sql}`;
  const rows = parseRows(
    'mixes',
    mixRow,
    await connection.all(`SELECT * FROM mixes WHERE id IN (${mixes})`, where.values),
  );
  const texts = await connection.all(
    'SELECT * FROM skill_texts WHERE id IN (SELECT value FROM json_each(?))',
    [[...new Set(rows.flatMap((row) => row.skills))]],
  );
  const skills = new Map(parseRows('skill_texts', skillRow, texts));
  return new Map(rows.map((row) => [row.id, toMix(row, skills)] as const));
}

interface Hashed {
  /** In hexadecimal. */
  readonly hash: string;
  /** The columns after the hash. */
  readonly content: readonly unknown[];
}

/** Writes what is not known to be there, and returns the numbers of all, by hash. */
async function keep(
  connection: Connection,
  recall: Recall,
  sql: string,
  all: readonly Hashed[],
): Promise<ReadonlyMap<string, number>> {
  const unknown = new Map<string, readonly unknown[]>();
  const numbers = new Map<string, number>();
  for (const { hash, content } of all) {
    const number = recall.get(hash);
    if (number === undefined) unknown.set(hash, [hash, ...content]);
    else numbers.set(hash, number);
  }
  if (unknown.size === 0) return numbers;
  const rows = await connection.all(sql, [[...unknown.values()]]);
  const kept = new Map(parseRows('mixes', keptRow, rows).map(({ id, hash }) => [hash, id]));
  for (const hash of unknown.keys()) {
    const number = kept.get(hash.slice(0, HASH_LENGTH));
    if (number === undefined) continue;
    numbers.set(hash, number);
    recall.set(hash, number);
  }
  return numbers;
}

/** Of what is kept of a hash, in hexadecimal digits. */
const HASH_LENGTH = 32;

/** Rows that are there are written over by themselves, so that their numbers come back too. */
const KEEP_SKILLS = `
INSERT INTO skill_texts (hash, name, category, definition, example, aliases, common, "check")
SELECT unhex(substr(value ->> 0, 1, ${HASH_LENGTH})), value ->> 1, value ->> 2, value ->> 3, value ->> 4, value -> 5,
  value ->> 6, value ->> 7
FROM json_each(?) WHERE TRUE
ON CONFLICT (hash) DO UPDATE SET hash = excluded.hash RETURNING id, lower(hex(hash)) AS hash`;

const KEEP_MIXES = `
INSERT INTO mixes (hash, mix_id, topic, topic_aliases, split, seed, k, skills)
SELECT unhex(substr(value ->> 0, 1, ${HASH_LENGTH})), value ->> 1, value ->> 2, value -> 3, value ->> 4, value ->> 5,
  value ->> 6, value -> 7
FROM json_each(?) WHERE TRUE
ON CONFLICT (hash) DO UPDATE SET hash = excluded.hash RETURNING id, lower(hex(hash)) AS hash`;

const keptRow = v.object({ id: v.number(), hash: v.string() });

function skillContent(skill: Skill) {
  const { name, category, definition, example, aliases, common, check } = skill;
  return [name, category, definition, example, aliases, common ? 1 : 0, check ?? null] as const;
}

function hashed(content: readonly unknown[]): Hashed {
  return { hash: createHash('sha256').update(JSON.stringify(content)).digest('hex'), content };
}

const strings = json(v.array(v.string()));

const skillRow = v.pipe(
  v.object({
    id: v.number(),
    name: v.string(),
    category: v.string(),
    definition: v.string(),
    example: v.string(),
    aliases: strings,
    common: flag,
    check: v.nullable(v.string()),
  }),
  v.transform(({ id, check, ...skill }): [number, Skill] => [
    id,
    { ...skill, ...(check === null ? {} : { check }) },
  ]),
);

const mixRow = v.object({
  id: v.number(),
  mix_id: v.string(),
  topic: v.string(),
  topic_aliases: strings,
  split: v.string(),
  seed: v.nullable(v.number()),
  skills: json(v.array(v.number())),
});

function toMix(row: v.InferOutput<typeof mixRow>, skills: ReadonlyMap<number, Skill>): MixRecord {
  return {
    id: row.mix_id as MixId,
    skills: row.skills.map((id) => skills.get(id) ?? missingSkill(id)),
    topic: { name: row.topic, aliases: row.topic_aliases },
    split: row.split,
    ...(row.seed === null ? {} : { seed: row.seed }),
  };
}

function missingSkill(id: number): never {
  throw new StoreError(
    'corrupt',
    `The row ${id} of table skill_texts is missing in the store. Put back a copy of the store, and run again.`,
  );
}
