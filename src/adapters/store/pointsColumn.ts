import * as v from 'valibot';
import type { Criterion, CriterionPoint } from '../../core/grading/criterion.ts';
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

/** The points of one grading, as `points.content` has them. */
export const pointsColumn = v.pipe(
  json(v.pipe(v.array(pointColumns), v.minLength(1, 'the points are missing'))),
  v.transform((points) => points.map(toPoint)),
);

/** What `pointsColumn` reads. */
export function toColumn(points: readonly CriterionPoint[]): string {
  return JSON.stringify(points.map(toColumns));
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

function toColumns({ criterion, point, reason, quote, quoteFound, named }: CriterionPoint) {
  const skill = criterion.kind === 'skill' ? criterion.skill : null;
  return [criterion.kind, skill, point, reason, quote ?? null, toFlag(quoteFound), toFlag(named)];
}

function toFlag(value: boolean | undefined): 0 | 1 | null {
  return value === undefined ? null : value ? 1 : 0;
}
