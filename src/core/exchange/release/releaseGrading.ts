import { type Criterion, type CriterionPoint, criteriaOf, isSameCriterion } from '../../grading/criterion.ts';
import { lengthPoint } from '../../grading/lengthPoint.ts';
import { type Mix, sentenceLimit } from '../../mixes/mix.ts';
import type { GradingResult } from '../../runs/records.ts';
import { gradedOf } from '../incoming/incomingText.ts';
import { criteriaByName, type StatedPoint, type StatedPoints, statedPoints } from './statedPoints.ts';
import { squeezed, type TableRow, turnOf } from './tableRow.ts';

export interface ReleaseGrading {
  readonly result: GradingResult;
  /** Where the total that the grader states differs from the sum of its own points. */
  readonly totals?: { readonly stated: number; readonly points: number };
}

/**
 * Reads a row of a table of gradings. Each criterion gets the point that the grader gave it, by name where the reply
 * names it. What is missing is never filled in: then the grading is unreadable.
 */
export function readReleaseGrading(row: TableRow, mix: Mix, text: string): ReleaseGrading {
  const reply = (turnOf(row, 0)?.reply ?? '').trim();
  if (reply === '') return unreadable('the reply is empty');
  const stated = statedPoints(reply);
  const points = pointsByName(mix, stated.points) ?? pointsByPosition(mix, row, stated, reply);
  if (typeof points === 'string') return unreadable(points);
  const own = points.filter(({ criterion }) => criterion.kind === 'length').at(0);
  const graded = points.filter(({ criterion }) => criterion.kind !== 'length');
  const result = gradedOf(mix, text, [...graded, lengthOf(row, mix, text, own)]);
  const sum = points.reduce((total, { point }) => total + point, 0);
  const total = stated.total ?? numberIn(row.score_0);
  if (total === undefined || total === sum || own === undefined) return { result };
  return { result, totals: { stated: total, points: sum } };
}

/** The student's answer as the grader was asked about it, less white space; undefined where the request is another. */
export function gradedTextOf(row: TableRow): string | undefined {
  const request = (turnOf(row, 0)?.request ?? '').replaceAll('\r\n', '\n');
  const start = request.indexOf(BEFORE_ANSWER);
  const end = request.lastIndexOf(AFTER_ANSWER);
  if (start < 0 || end < start + BEFORE_ANSWER.length) return undefined;
  return squeezed(request.slice(start + BEFORE_ANSWER.length, end));
}

const BEFORE_ANSWER = 'The student\'s answer was: "';
const AFTER_ANSWER = '"\n\nFor reference';

function unreadable(why: string): ReleaseGrading {
  return { result: { kind: 'unreadable', why } };
}

/** Undefined where the reply does not name its criteria; why, where it names them and the points cannot count. */
function pointsByName(mix: Mix, stated: readonly StatedPoint[]): CriterionPoint[] | string | undefined {
  const criteria = criteriaByName(mix, stated);
  if (stated.length === 0 || criteria.includes(undefined)) return undefined;
  const points: CriterionPoint[] = [];
  for (const criterion of criteriaOf(mix)) {
    const given = stated.filter((_, index) => isSame(criteria[index], criterion));
    const [first] = given;
    if (given.length > 1) return `the grading has ${nameOf(criterion)} more than once`;
    if (first === undefined && criterion.kind !== 'length') return `the grading lacks ${nameOf(criterion)}`;
    const point = pointIn(first?.value ?? '');
    if (first === undefined) continue;
    if (point === undefined) return `the point for ${nameOf(criterion)} is ${first.value}, neither 0 nor 1`;
    points.push({ criterion, point, reason: first.reason });
  }
  return points;
}

/** As the release itself reads a grading; but only where there is one point for every criterion. */
function pointsByPosition(
  mix: Mix,
  row: TableRow,
  stated: StatedPoints,
  reply: string,
): CriterionPoint[] | string {
  const criteria = criteriaOf(mix);
  const column = (row.points_0 ?? '').trim();
  const values = column === '' ? [] : column.split(',').map((value) => value.trim());
  if (values.length !== criteria.length)
    return `the table holds ${values.length} of the ${criteria.length} points`;
  const points = values.map(pointIn);
  const wrong = points.indexOf(undefined);
  if (wrong >= 0) return `point ${wrong + 1} of ${values.length} is ${values[wrong]}, neither 0 nor 1`;
  return criteria.flatMap((criterion, index) => {
    const point = points[index];
    const reason = stated.points.length === values.length ? stated.points[index]?.reason : undefined;
    return point === undefined ? [] : [{ criterion, point, reason: reason ?? reply }];
  });
}

/** The length point of the release, which counts sentences itself, whatever its grader said. */
function lengthOf(row: TableRow, mix: Mix, text: string, own: CriterionPoint | undefined): CriterionPoint {
  const point = pointIn((row.true_sentence_lim_pt_0 ?? '').trim());
  if (point === undefined) return lengthPoint(mix, text);
  const count = numberIn(row.num_sentences_manual_in_student_answer_0);
  const counted =
    count === undefined ? 'its sentences' : `${count} ${count === 1 ? 'sentence' : 'sentences'}`;
  const limit = sentenceLimit(mix.skills.length);
  const said = own === undefined ? '' : ` The grader itself gave ${own.point}.`;
  return {
    criterion: { kind: 'length' },
    point,
    reason: `The release counted ${counted}, at most ${limit} allowed: the point is the one it gave.${said}`,
  };
}

function pointIn(value: string): 0 | 1 | undefined {
  if (/^1(?:\.0+)?$/u.test(value)) return 1;
  return /^0(?:\.0+)?$/u.test(value) ? 0 : undefined;
}

function numberIn(cell: string | undefined): number | undefined {
  const value = Number(cell?.trim() || Number.NaN);
  return Number.isFinite(value) ? value : undefined;
}

function isSame(one: Criterion | undefined, other: Criterion): boolean {
  return one !== undefined && isSameCriterion(one, other);
}

function nameOf(criterion: Criterion): string {
  return criterion.kind === 'skill' ? `"${criterion.skill}"` : criterion.kind;
}
