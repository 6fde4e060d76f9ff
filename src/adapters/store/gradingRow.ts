import * as v from 'valibot';
import type { Grading, GradingId, SampleId } from '../../core/runs/records.ts';
import { pointsColumn } from './pointsColumn.ts';

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
  v.object({ ...common, kind: v.literal('graded'), points: pointsColumn }),
  v.object({ ...common, kind: v.picklist(['unreadable', 'failed']), why: v.string() }),
]);
type Row = v.InferOutput<typeof row>;

/** A row of `gradings` with its sample's id and its `points`. */
export const gradingRow = v.pipe(row, v.transform(toGrading));

function toGrading(from: Row): Grading {
  return {
    id: from.id as GradingId,
    sampleId: from.sample_id as SampleId,
    grader: from.grader,
    round: from.round,
    rubricVersion: from.rubric_version,
    createdAt: from.created_at,
    ...(from.call_key === null ? {} : { callKey: from.call_key }),
    result:
      from.kind === 'graded' ? { kind: 'graded', points: from.points } : { kind: from.kind, why: from.why },
  };
}
