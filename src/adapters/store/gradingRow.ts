import * as v from 'valibot';
import type { Criterion, CriterionPoint } from '../../core/grading/criterion.ts';
import type { Grading, GradingId, SampleId } from '../../core/runs/records.ts';
import { flag, json } from './rows.ts';

const rest = [
  v.picklist([0, 1]),
  v.string(),
  v.nullable(v.string()),
  v.nullable(flag),
  v.nullable(flag),
] as const;

/** kind, skill, point, reason, quote, quote found, named */
const pointColumns = v.union([
  v.tuple([v.literal('skill'), v.string(), ...rest]),
  v.tuple([v.picklist(['topic', 'sense', 'length']), v.null(), ...rest]),
]);

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
  v.object({
    ...common,
    kind: v.literal('graded'),
    points: json(v.pipe(v.array(pointColumns), v.minLength(1, 'the points are missing'))),
  }),
  v.object({ ...common, kind: v.picklist(['unreadable', 'failed']), why: v.string() }),
]);
type Row = v.InferOutput<typeof row>;

/** A row of `gradings` with its `points` as one JSON value. */
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
      from.kind === 'graded'
        ? { kind: 'graded', points: from.points.map(toPoint) }
        : { kind: from.kind, why: from.why },
  };
}

function toPoint(columns: v.InferOutput<typeof pointColumns>): CriterionPoint {
  const [, , point, reason, quote, quoteFound, named] = columns;
  return {
    criterion: toCriterion(columns),
    point,
    reason,
    ...(quote === null ? {} : { quote }),
    ...(quoteFound === null ? {} : { quoteFound }),
    ...(named === null ? {} : { named }),
  };
}

function toCriterion(columns: v.InferOutput<typeof pointColumns>): Criterion {
  return columns[0] === 'skill' ? { kind: 'skill', skill: columns[1] } : { kind: columns[0] };
}
