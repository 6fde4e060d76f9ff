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
const PAGE = 100;

/** Visits the samples from oldest to newest with their gradings; nothing is locked while a visit is waited for. */
export async function eachSample(
  reads: ReadQueue,
  filter: SampleFilter,
  visit: (sample: Sample, gradings: readonly Grading[]) => void | Promise<void>,
): Promise<void> {
  for (let after = BEFORE_ALL; ; ) {
    const { samples, next } = await reads.add((db) => readPage(db, filter, after));
    for (const { sample, gradings } of samples) await visit(sample, gradings);
    if (next === undefined) return;
    after = next;
  }
}

/** A place in the order: by age, and where that is the same by the number of the row, which every index holds. */
interface Place {
  readonly created_at: number;
  readonly number: number;
}

const BEFORE_ALL: Place = { created_at: Number.MIN_SAFE_INTEGER, number: 0 };

interface GradedSample {
  readonly sample: Sample;
  readonly gradings: readonly Grading[];
}

async function readPage(
  connection: Connection,
  filter: SampleFilter,
  after: Place,
): Promise<{ readonly samples: readonly GradedSample[]; readonly next: Place | undefined }> {
  const where = conditionOf(filter);
  const rows = await connection.all(
    `SELECT id, created_at, number FROM samples WHERE ${where.sql} AND (created_at, number) > (?, ?)
     ORDER BY created_at, number LIMIT ${PAGE}`,
    [...where.values, after.created_at, after.number],
  );
  const places = parseRows('samples', placeRow, rows);
  const ids = places.map(({ id }) => id);
  const gradings = new Map<SampleId, Grading[]>(ids.map((id) => [id, []]));
  for (const grading of await selectGradings(connection, { ids }))
    gradings.get(grading.sampleId)?.push(grading);
  const found = new Map((await selectSamples(connection, { ids })).map((sample) => [sample.id, sample]));
  const samples = ids.flatMap((id) => {
    const sample = found.get(id);
    return sample === undefined ? [] : [{ sample, gradings: gradings.get(id) ?? [] }];
  });
  return { samples, next: places.length < PAGE ? undefined : places.at(-1) };
}

const placeRow = v.object({
  id: v.pipe(
    v.string(),
    v.transform((id) => id as SampleId),
  ),
  created_at: v.number(),
  number: v.number(),
});
