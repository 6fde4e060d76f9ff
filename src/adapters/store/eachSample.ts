import * as v from 'valibot';
import type { SampleFilter } from '../../core/runs/ports.ts';
import type { Grading, Sample, SampleId } from '../../core/runs/records.ts';
import type { Connection } from './connection.ts';
import { selectGradings } from './gradings.ts';
import type { ReadQueue } from './readQueue.ts';
import { parseRows } from './rows.ts';
import { conditionOf } from './sampleFilter.ts';
import { selectSamples } from './samples.ts';

/** How many samples are in memory at a time. */
const PAGE = 500;

/** Visits the samples from oldest to newest with their gradings; nothing is locked while a visit is waited for. */
export async function eachSample(
  reads: ReadQueue,
  filter: SampleFilter,
  visit: (sample: Sample, gradings: readonly Grading[]) => void | Promise<void>,
): Promise<void> {
  for (let after: Sample | undefined; ; ) {
    const page = await reads.add((db) => readPage(db, filter, after));
    for (const { sample, gradings } of page) await visit(sample, gradings);
    if (page.length < PAGE) return;
    after = page.at(-1)?.sample;
  }
}

interface GradedSample {
  readonly sample: Sample;
  readonly gradings: readonly Grading[];
}

async function readPage(
  connection: Connection,
  filter: SampleFilter,
  after: Sample | undefined,
): Promise<GradedSample[]> {
  const where = conditionOf(filter);
  const rows = await connection.all(
    `SELECT id FROM samples WHERE ${where.sql} AND (created_at, id) > (?, ?) ORDER BY created_at, id LIMIT ${PAGE}`,
    [...where.values, after?.createdAt ?? Number.MIN_SAFE_INTEGER, after?.id ?? ''],
  );
  const ids = parseRows('samples', idRow, rows);
  const gradings = new Map<SampleId, Grading[]>(ids.map((id) => [id, []]));
  for (const grading of await selectGradings(connection, { ids }))
    gradings.get(grading.sampleId)?.push(grading);
  const samples = await selectSamples(connection, { ids });
  return samples.map((sample) => ({ sample, gradings: gradings.get(sample.id) ?? [] }));
}

const idRow = v.pipe(
  v.object({ id: v.string() }),
  v.transform(({ id }) => id as SampleId),
);
