import * as v from 'valibot';
import type { SampleFilter } from '../../core/runs/ports.ts';
import type { Sample, SampleId } from '../../core/runs/records.ts';
import type { Connection } from './connection.ts';
import { contentColumns, packAll, sqlContent } from './deflated.ts';
import { keepDictionary } from './dictionaries.ts';
import { keepMixes, selectMixes } from './mixes.ts';
import type { Memory } from './recall.ts';
import { parseRows } from './rows.ts';
import { conditionOf } from './sampleFilter.ts';
import { moreOf, readSamples } from './sampleRow.ts';

/** Inserts samples, or replaces those of the same id. */
export async function saveSamples(
  connection: Connection,
  memory: Memory,
  samples: readonly Sample[],
): Promise<undefined[]> {
  const mixes = await keepMixes(
    connection,
    memory,
    samples.map(({ mix }) => mix),
  );
  const dictionary = await keepDictionary(connection, memory.dictionaries);
  const more = samples.map(moreOf);
  const contents = await packAll(
    more.map((each) => each ?? ''),
    dictionary,
  );
  const rows = samples.map((sample, index) => [
    sample.id,
    mixes[index],
    ...(more[index] === null ? [null, 0] : contentColumns(contents[index] ?? '')),
    ...toColumns(sample),
  ]);
  await connection.run(INSERT, [rows]);
  for (const { id } of samples) memory.changed.add(id);
  return samples.map(() => undefined);
}

/** The samples that the filter selects, oldest first. To be called in a transaction: it reads three times. */
export async function selectSamples(connection: Connection, filter: SampleFilter): Promise<Sample[]> {
  const where = conditionOf(filter);
  const mixes = await selectMixes(connection, where);
  const rows = await connection.all(
    `SELECT * FROM samples WHERE ${where.sql} ORDER BY created_at, id`,
    where.values,
  );
  return readSamples(connection, rows, mixes);
}

/** Whether each sample is there. */
export async function whichAreThere(connection: Connection, ids: readonly SampleId[]): Promise<boolean[]> {
  const rows = await connection.all('SELECT id FROM samples WHERE id IN (SELECT value FROM json_each(?))', [
    ids,
  ]);
  const there = new Set<string>(parseRows('samples', idRow, rows).map(({ id }) => id));
  return ids.map((id) => there.has(id));
}

const idRow = v.object({ id: v.string() });

export async function findSamples(
  connection: Connection,
  ids: readonly SampleId[],
): Promise<(Sample | undefined)[]> {
  const samples = await selectSamples(connection, { ids });
  const found = new Map(samples.map((sample) => [sample.id, sample]));
  return ids.map((id) => found.get(id));
}

const INSERT = `
INSERT INTO samples (id, mix, more, run_id, file, student, sampling, purpose, generation, prompt_version, created_at,
  call_keys, kind, text, why)
SELECT value ->> 0, value ->> 1, ${sqlContent(2)}, value ->> 4, value ->> 5, value ->> 6, nullif(value -> 7, 'null'),
  value ->> 8, value ->> 9, value ->> 10, value ->> 11, value -> 12, value ->> 13, value ->> 14, value ->> 15
FROM json_each(?) WHERE TRUE
ON CONFLICT (id) DO UPDATE SET mix = excluded.mix, run_id = excluded.run_id, file = excluded.file,
  student = excluded.student, sampling = excluded.sampling, purpose = excluded.purpose,
  generation = excluded.generation, prompt_version = excluded.prompt_version, created_at = excluded.created_at,
  call_keys = excluded.call_keys, more = excluded.more, kind = excluded.kind, text = excluded.text, why = excluded.why`;

function toColumns(sample: Sample) {
  const { result } = sample;
  return [
    sample.runId,
    sample.file,
    sample.student,
    sample.sampling ?? null,
    sample.purpose ?? null,
    sample.generation,
    sample.promptVersion,
    sample.createdAt,
    sample.callKeys,
    result.kind,
    result.kind === 'text' ? result.text : null,
    result.kind === 'text' ? null : result.why,
  ];
}
