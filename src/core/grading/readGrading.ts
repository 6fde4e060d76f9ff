import * as v from 'valibot';
import type { Mix } from '../mixes/mix.ts';
import { nameKey } from '../skillset/skillset.ts';
import type { CriterionPoint } from './criterion.ts';
import { type QuoteFinder, quoteFinder } from './evidence.ts';
import { type GradedCriterion, gradedCriteria } from './gradedCriteria.ts';
import { findJson } from './jsonInReply.ts';
import { lengthPoint } from './lengthPoint.ts';
import { markNamed } from './markNamed.ts';

export type ReadGrading =
  /** One point for each of the k + 3 criteria, in the order of `criteriaOf`; the length point is ours. */
  | { readonly kind: 'graded'; readonly points: readonly CriterionPoint[] }
  | { readonly kind: 'unreadable'; readonly why: string };

/**
 * Reads a grader's reply. Only a JSON object with the id of the request counts, so a grading that the reply quotes from
 * the student's text does not. Every criterion must be there exactly once, by name. Anything else is unreadable, which
 * is not zero. A total that the grader states is never read.
 */
export function readGrading(mix: Mix, text: string, id: string, replyText: string): ReadGrading {
  const found = findJson(replyText, id);
  if (found.kind === 'unreadable') return found;
  const reply = v.safeParse(REPLY, found.value);
  if (!reply.success) return unreadable(describeIssue(reply.issues[0]));
  const grades = assign(gradedCriteria(mix), reply.output.grades);
  if (grades.kind === 'unreadable') return grades;
  const find = quoteFinder(text);
  const points = [...grades.points.map((point) => withEvidence(point, find)), lengthPoint(mix, text)];
  return { kind: 'graded', points: markNamed(mix, text, points) };
}

const ONE = v.pipe(
  v.union([v.literal(1), v.literal(true), v.literal('1')]),
  v.transform(() => 1 as const),
);
const NONE = v.pipe(
  v.union([v.literal(0), v.literal(false), v.literal('0')]),
  v.transform(() => 0 as const),
);
const GRADE = v.object({
  criterion: v.string(),
  reason: v.string(),
  quote: v.optional(v.nullable(v.string()), ''),
  point: v.union([ONE, NONE], 'must be 0 or 1'),
});
/** As asked, an object with an entry for each criterion; a plain list of the same entries will do. Keys mean nothing. */
const GRADES = v.pipe(
  v.unknown(),
  v.transform((value) => (isObject(value) ? Object.values(value) : value)),
  v.array(GRADE),
);
const REPLY = v.object({ grades: GRADES });
type Grade = v.InferOutput<typeof GRADE>;

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unreadable(why: string): { readonly kind: 'unreadable'; readonly why: string } {
  return { kind: 'unreadable', why };
}

function describeIssue(issue: v.BaseIssue<unknown>): string {
  return `the grading does not have the form that was asked for: ${v.getDotPath(issue) ?? 'the reply'}: ${issue.message}`;
}

/** What a grader adds of itself, and what is computed here whatever it says. */
const OWN_COUNTS = /^(?:length|total(?: points?)?(?: earned)?|score)$/u;

function assign(criteria: readonly GradedCriterion[], grades: readonly Grade[]): ReadGrading {
  const asked = new Map(
    criteria.flatMap((criterion) => keysOf(criterion, criteria).map((key) => [key, criterion])),
  );
  const given = new Map<GradedCriterion, Grade>();
  for (const grade of grades) {
    const criterion = asked.get(nameKey(grade.criterion));
    if (criterion === undefined && OWN_COUNTS.test(nameKey(grade.criterion))) continue;
    if (criterion === undefined)
      return unreadable(`the grading has "${grade.criterion}", which was not asked`);
    if (given.has(criterion)) return unreadable(`the grading has "${criterion.name}" more than once`);
    given.set(criterion, grade);
  }
  const missing = criteria.filter((criterion) => !given.has(criterion)).map(({ name }) => `"${name}"`);
  if (missing.length > 0) return unreadable(`the grading lacks ${missing.join(', ')}`);
  return {
    kind: 'graded',
    points: criteria.flatMap((criterion) => pointsFor(criterion, given.get(criterion))),
  };
}

/** A skill's bare name will do, unless it is the name of another criterion. */
function keysOf({ criterion, name }: GradedCriterion, criteria: readonly GradedCriterion[]): string[] {
  const bare = criterion.kind === 'skill' ? nameKey(criterion.skill) : nameKey(name);
  const isTaken = criteria.some((other) => other.name !== name && nameKey(other.name) === bare);
  return isTaken ? [nameKey(name)] : [nameKey(name), bare];
}

function pointsFor({ criterion }: GradedCriterion, grade: Grade | undefined): CriterionPoint[] {
  if (grade === undefined) return [];
  const quote = grade.quote?.trim() ?? '';
  const point = { criterion, point: grade.point, reason: grade.reason.trim() };
  return [quote === '' ? point : { ...point, quote }];
}

function withEvidence(point: CriterionPoint, find: QuoteFinder): CriterionPoint {
  if (point.quote === undefined) return point;
  return { ...point, quoteFound: find(point.quote) !== undefined };
}
