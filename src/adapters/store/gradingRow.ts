import * as v from 'valibot';
import type { CriterionPoint } from '../../core/grading/criterion.ts';
import type { Grading, GradingId, SampleId } from '../../core/runs/records.ts';
import type { Connection } from './connection.ts';
import { contentColumn, unpackAll } from './deflated.ts';
import { pointsColumn } from './pointsColumn.ts';
import { parseRow, parseRows } from './rows.ts';

const common = {
  id: v.string(),
  sample_id: v.string(),
  grader: v.string(),
  round: v.number(),
  rubric_version: v.string(),
  created_at: v.number(),
  call_key: v.nullable(v.string()),
};

const row = v.variant('kind', [
  v.object({ ...common, kind: v.literal('graded'), points: contentColumn }),
  v.object({ ...common, kind: v.picklist(['unreadable', 'failed']), why: v.string() }),
]);
type Row = v.InferOutput<typeof row>;

/** From rows of `gradings` with the id of their sample and their `points`. */
export async function readGradings(connection: Connection, rows: readonly unknown[]): Promise<Grading[]> {
  const parsed = parseRows('gradings', row, rows);
  const graded = parsed.flatMap((each) =>
    each.kind === 'graded' ? [{ id: each.id, content: each.points }] : [],
  );
  const unpacked = await unpackAll(connection, 'points', graded);
  const points = new Map(graded.map(({ id }, index) => [id, toPoints(id, unpacked[index] ?? '')]));
  return parsed.map((each) => toGrading(each, points.get(each.id) ?? []));
}

function toPoints(id: string, points: string): CriterionPoint[] {
  return parseRow('gradings', pointsRow, { id, points }).points;
}

const pointsRow = v.object({ points: pointsColumn });

function toGrading(from: Row, points: readonly CriterionPoint[]): Grading {
  return {
    id: from.id as GradingId,
    sampleId: from.sample_id as SampleId,
    grader: from.grader,
    round: from.round,
    rubricVersion: from.rubric_version,
    createdAt: from.created_at,
    ...(from.call_key === null ? {} : { callKey: from.call_key }),
    result: from.kind === 'graded' ? { kind: 'graded', points } : { kind: from.kind, why: from.why },
  };
}
