import * as v from 'valibot';
import type { SampleFilter } from '../../core/runs/ports.ts';
import type { MixRecord, RunId, Sample, SampleId, SampleResult } from '../../core/runs/records.ts';
import type { Connection } from './connection.ts';
import { keepMixes, selectMixes } from './mixes.ts';
import type { Memory } from './recall.ts';
import { keepResults } from './results.ts';
import { json, parseRow } from './rows.ts';
import { conditionOf } from './sampleFilter.ts';
import { StoreError } from './storeError.ts';

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
  const rows = samples.map((sample, index) => [sample.id, mixes[index], ...toColumns(sample)]);
  await connection.run(INSERT, [JSON.stringify(rows)]);
  await keepResults(
    connection,
    samples.map(({ id }) => id),
  );
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
  return rows.map((row) => toSample(parseRow('samples', sampleRow, row), mixes));
}

export async function findSamples(
  connection: Connection,
  ids: readonly SampleId[],
): Promise<(Sample | undefined)[]> {
  const samples = await selectSamples(connection, { ids });
  const found = new Map(samples.map((sample) => [sample.id, sample]));
  return ids.map((id) => found.get(id));
}

const INSERT = `
INSERT INTO samples (id, mix, run_id, file, student, sampling, purpose, generation, prompt_version, created_at,
  call_keys, draft, kind, text, explanation, why)
SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, nullif(value -> 5, 'null'), value ->> 6, value ->> 7,
  value ->> 8, value ->> 9, value -> 10, value ->> 11, value ->> 12, value ->> 13, value ->> 14, value ->> 15
FROM json_each(?) WHERE TRUE
ON CONFLICT (id) DO UPDATE SET mix = excluded.mix, run_id = excluded.run_id, file = excluded.file,
  student = excluded.student, sampling = excluded.sampling, purpose = excluded.purpose,
  generation = excluded.generation, prompt_version = excluded.prompt_version, created_at = excluded.created_at,
  call_keys = excluded.call_keys, draft = excluded.draft, kind = excluded.kind, text = excluded.text,
  explanation = excluded.explanation, why = excluded.why`;

function toColumns(sample: Sample) {
  const { result } = sample;
  const text = result.kind === 'text' ? result : undefined;
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
    sample.draft ?? null,
    result.kind,
    text?.text ?? null,
    text?.explanation ?? null,
    result.kind === 'text' ? null : result.why,
  ];
}

const common = {
  id: v.string(),
  run_id: v.string(),
  file: v.string(),
  mix: v.number(),
  student: v.string(),
  generation: v.number(),
  prompt_version: v.string(),
  created_at: v.number(),
  call_keys: json(v.array(v.string())),
  draft: v.nullable(v.string()),
  sampling: v.nullable(
    json(v.object({ temperature: v.exactOptional(v.number()), maxTokens: v.exactOptional(v.number()) })),
  ),
  purpose: v.nullable(v.picklist(['data', 'evaluate'])),
};

const sampleRow = v.variant('kind', [
  v.object({
    ...common,
    kind: v.literal('text'),
    text: v.string(),
    explanation: v.nullable(v.string()),
  }),
  v.object({ ...common, kind: v.picklist(['unreadable', 'failed']), why: v.string() }),
]);
type Row = v.InferOutput<typeof sampleRow>;

function toSample(row: Row, mixes: ReadonlyMap<number, MixRecord>): Sample {
  return {
    id: row.id as SampleId,
    runId: row.run_id as RunId,
    file: row.file,
    mix: mixes.get(row.mix) ?? missingMix(row.id),
    student: row.student,
    ...(row.sampling === null ? {} : { sampling: row.sampling }),
    ...(row.purpose === null ? {} : { purpose: row.purpose }),
    generation: row.generation,
    promptVersion: row.prompt_version,
    createdAt: row.created_at,
    result: toResult(row),
    callKeys: row.call_keys,
    ...(row.draft === null ? {} : { draft: row.draft }),
  };
}

function toResult(row: Row): SampleResult {
  if (row.kind !== 'text') return { kind: row.kind, why: row.why };
  return {
    kind: 'text',
    text: row.text,
    ...(row.explanation === null ? {} : { explanation: row.explanation }),
  };
}

function missingMix(id: string): never {
  throw new StoreError(
    'corrupt',
    `The row ${id} of table samples in the store has no mix. Put back a copy of the store, and run again.`,
  );
}
