import * as v from 'valibot';
import type { SampleFilter } from '../../core/runs/ports.ts';
import type { MixRecord, RunId, Sample, SampleId, SampleResult } from '../../core/runs/records.ts';
import type { Connection } from './connection.ts';
import { saveMix, selectMixes } from './mixes.ts';
import { json, parseRow } from './rows.ts';
import { conditionOf } from './sampleFilter.ts';
import { StoreError } from './storeError.ts';

export async function saveSample(connection: Connection, sample: Sample): Promise<void> {
  const version = await saveMix(connection, sample.mix);
  const { result } = sample;
  const text = result.kind === 'text' ? result : undefined;
  await connection.run(
    `INSERT INTO samples (id, run_id, file, mix_version, student, generation, prompt_version, created_at,
       call_keys, draft, kind, text, explanation, why, sampling, purpose)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET run_id = excluded.run_id, file = excluded.file,
       mix_version = excluded.mix_version, student = excluded.student, generation = excluded.generation,
       prompt_version = excluded.prompt_version, created_at = excluded.created_at, call_keys = excluded.call_keys,
       draft = excluded.draft, kind = excluded.kind, text = excluded.text, explanation = excluded.explanation,
       why = excluded.why, sampling = excluded.sampling, purpose = excluded.purpose`,
    [
      sample.id,
      sample.runId,
      sample.file,
      version,
      sample.student,
      sample.generation,
      sample.promptVersion,
      sample.createdAt,
      JSON.stringify(sample.callKeys),
      sample.draft ?? null,
      result.kind,
      text?.text ?? null,
      text?.explanation ?? null,
      result.kind === 'text' ? null : result.why,
      sample.sampling === undefined ? null : JSON.stringify(sample.sampling),
      sample.purpose ?? null,
    ],
  );
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

export async function findSample(connection: Connection, id: SampleId): Promise<Sample | undefined> {
  const [sample] = await selectSamples(connection, { ids: [id] });
  return sample;
}

const common = {
  id: v.string(),
  run_id: v.string(),
  file: v.string(),
  mix_version: v.string(),
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

function toSample(row: Row, mixes: ReadonlyMap<string, MixRecord>): Sample {
  return {
    id: row.id as SampleId,
    runId: row.run_id as RunId,
    file: row.file,
    mix: mixes.get(row.mix_version) ?? missingMix(row.id),
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
