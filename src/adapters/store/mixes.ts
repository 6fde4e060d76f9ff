import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { MixId, MixRecord } from '../../core/runs/records.ts';
import type { Skill } from '../../core/skillset/skillset.ts';
import type { Connection, Value } from './connection.ts';
import { flag, json, parseRows } from './rows.ts';
import { StoreError } from './storeError.ts';

/** Keeps a mix and its skills, each once, and returns the version under which it is found again. */
export async function saveMix(connection: Connection, mix: MixRecord): Promise<string> {
  const skills = mix.skills.map((skill) => [digest(skillContent(skill)), ...skillContent(skill)]);
  const skillIds = skills.map(([id]) => id);
  const version = digest([mix.id, mix.topic.name, mix.topic.aliases, mix.split, mix.seed ?? null, skillIds]);
  await connection.run(
    `INSERT INTO skill_texts (id, name, category, definition, example, aliases, common, "check")
     SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value -> 5, value ->> 6, value ->> 7
     FROM json_each(?) WHERE TRUE ON CONFLICT DO NOTHING`,
    [JSON.stringify(skills)],
  );
  await connection.run(
    `INSERT INTO mixes (version, mix_id, topic, topic_aliases, split, seed, k) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
    [
      version,
      mix.id,
      mix.topic.name,
      JSON.stringify(mix.topic.aliases),
      mix.split,
      mix.seed ?? null,
      skills.length,
    ],
  );
  await connection.run(
    `INSERT INTO mix_skills (mix_version, position, skill_id) SELECT ?, key, value FROM json_each(?)
     WHERE TRUE ON CONFLICT DO NOTHING`,
    [version, JSON.stringify(skillIds)],
  );
  return version;
}

/** The mixes of the samples that the condition selects, by version. Equal skills are the same object. */
export async function selectMixes(
  connection: Connection,
  where: { readonly sql: string; readonly values: readonly Value[] },
): Promise<Map<string, MixRecord>> {
  const versions = `SELECT mix_version FROM samples WHERE ${where.sql}`;
  const texts = await connection.all(
    `SELECT * FROM skill_texts WHERE id IN (SELECT skill_id FROM mix_skills WHERE mix_version IN (${versions}))`,
    where.values,
  );
  const skills = new Map(parseRows('skill_texts', skillRow, texts));
  const rows = await connection.all(
    `SELECT mixes.*, (SELECT json_group_array(skill_id ORDER BY position) FROM mix_skills
       WHERE mix_version = version) AS skills FROM mixes WHERE version IN (${versions})`,
    where.values,
  );
  return new Map(parseRows('mixes', mixRow, rows).map((row) => [row.version, toMix(row, skills)] as const));
}

function skillContent(skill: Skill) {
  const { name, category, definition, example, aliases, common, check } = skill;
  return [name, category, definition, example, aliases, common ? 1 : 0, check ?? null] as const;
}

function digest(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

const strings = json(v.array(v.string()));

const skillRow = v.pipe(
  v.object({
    id: v.string(),
    name: v.string(),
    category: v.string(),
    definition: v.string(),
    example: v.string(),
    aliases: strings,
    common: flag,
    check: v.nullable(v.string()),
  }),
  v.transform(({ id, check, ...skill }): [string, Skill] => [
    id,
    { ...skill, ...(check === null ? {} : { check }) },
  ]),
);

const mixRow = v.object({
  version: v.string(),
  mix_id: v.string(),
  topic: v.string(),
  topic_aliases: strings,
  split: v.string(),
  seed: v.nullable(v.number()),
  skills: strings,
});

function toMix(row: v.InferOutput<typeof mixRow>, skills: ReadonlyMap<string, Skill>): MixRecord {
  return {
    id: row.mix_id as MixId,
    skills: row.skills.map((id) => skills.get(id) ?? missingSkill(id)),
    topic: { name: row.topic, aliases: row.topic_aliases },
    split: row.split,
    ...(row.seed === null ? {} : { seed: row.seed }),
  };
}

function missingSkill(id: string): never {
  throw new StoreError(
    'corrupt',
    `The row ${id} of table skill_texts is missing in the store. Put back a copy of the store, and run again.`,
  );
}
