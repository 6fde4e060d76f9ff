import * as v from 'valibot';
import type { MixRecord, RunId, Sample, SampleId, SampleResult } from '../../core/runs/records.ts';
import type { Connection } from './connection.ts';
import { contentColumn, unpackAll } from './deflated.ts';
import { json, parseRow, parseRows } from './rows.ts';
import { StoreError } from './storeError.ts';

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
  more: v.nullable(contentColumn),
  sampling: v.nullable(
    json(v.object({ temperature: v.exactOptional(v.number()), maxTokens: v.exactOptional(v.number()) })),
  ),
  purpose: v.nullable(v.picklist(['data', 'evaluate'])),
};

const sampleRow = v.variant('kind', [
  v.object({ ...common, kind: v.literal('text'), text: v.string() }),
  v.object({ ...common, kind: v.picklist(['unreadable', 'failed']), why: v.string() }),
]);
type Row = v.InferOutput<typeof sampleRow>;

/** What a sample holds besides its text. */
interface More {
  readonly explanation: string | null;
  readonly draft: string | null;
}

const NO_MORE: More = { explanation: null, draft: null };

/** What `moreRow` reads; null where there is nothing. */
export function moreOf({ result, draft }: Sample): string | null {
  const explanation = result.kind === 'text' ? result.explanation : undefined;
  if (explanation === undefined && draft === undefined) return null;
  return JSON.stringify([explanation ?? null, draft ?? null]);
}

const moreRow = v.object({
  more: v.pipe(
    json(v.tuple([v.nullable(v.string()), v.nullable(v.string())])),
    v.transform(([explanation, draft]): More => ({ explanation, draft })),
  ),
});

/** From rows of `samples`; `mixes` by number. */
export async function readSamples(
  connection: Connection,
  rows: readonly unknown[],
  mixes: ReadonlyMap<number, MixRecord>,
): Promise<Sample[]> {
  const parsed = parseRows('samples', sampleRow, rows);
  const packed = parsed.flatMap(({ id, more }) => (more === null ? [] : [{ id, content: more }]));
  const unpacked = await unpackAll(connection, 'samples', packed);
  const more = new Map(
    packed.map(({ id }, index) => [id, parseRow('samples', moreRow, { id, more: unpacked[index] }).more]),
  );
  return parsed.map((row) => toSample(row, more.get(row.id) ?? NO_MORE, mixes));
}

function toSample(row: Row, { explanation, draft }: More, mixes: ReadonlyMap<number, MixRecord>): Sample {
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
    result: toResult(row, explanation),
    callKeys: row.call_keys,
    ...(draft === null ? {} : { draft }),
  };
}

function toResult(row: Row, explanation: string | null): SampleResult {
  if (row.kind !== 'text') return { kind: row.kind, why: row.why };
  return { kind: 'text', text: row.text, ...(explanation === null ? {} : { explanation }) };
}

function missingMix(id: string): never {
  throw new StoreError(
    'corrupt',
    `The row ${id} of table samples in the store has no mix. Put back a copy of the store, and run again.`,
  );
}
