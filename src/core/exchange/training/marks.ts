import { pointsOf, type Verdict, verdictOf } from '../../grading/verdict.ts';
import { groupBy } from '../../metrics/grouping.ts';
import { textScores } from '../../metrics/textScores.ts';
import type { Grading, Sample } from '../../runs/records.ts';
import type { Keep } from '../../skillset/study.ts';

/**
 * What a grader's verdict means for the choice of a text, in one number, because there are very many. 0: there is no
 * verdict, or it lacks a point.
 */
export type Marks = number;

/** By grader; one whose verdict lacks a point is not there. */
export function marksOf(
  { mix, result }: Sample,
  gradings: readonly Grading[],
  options: { readonly nameRule: boolean },
): ReadonlyMap<string, Marks> {
  const marks = new Map<string, Marks>();
  if (result.kind !== 'text') return marks;
  for (const [grader, rounds] of groupBy(gradings, ({ grader }) => grader)) {
    const verdict = verdictOf(mix, rounds, options);
    const points = pointsOf(verdict);
    if (points === undefined) continue;
    const { fullMarks, allSkills } = textScores(bitsOf(verdict), mix.skills.length);
    marks.set(grader, (points + 1) * POINT + fullMarks * FULL_MARKS + allSkills * ALL_SKILLS);
  }
  return marks;
}

/** Whether a grader with this verdict gives what the study asks for. */
export function givesEnough(marks: Marks, keep: Exclude<Keep, 'all'>): boolean {
  return (marks & (keep === 'full-marks' ? FULL_MARKS : ALL_SKILLS)) !== 0;
}

/** Of k + 3. */
export function pointsIn(marks: Marks): number {
  return marks === 0 ? 0 : Math.floor(marks / POINT) - 1;
}

const [ALL_SKILLS, FULL_MARKS, POINT] = [1, 2, 4] as const;

/** Bit i is the point of criterion i, as `textScores` takes them. */
function bitsOf(verdict: Verdict): number {
  return verdict.reduce((bits, { point = 0 }, index) => bits + point * 2 ** index, 0);
}
