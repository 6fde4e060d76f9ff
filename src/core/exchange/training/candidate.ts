import { pointsOf, type Verdict, verdictOf } from '../../grading/verdict.ts';
import { groupBy } from '../../metrics/grouping.ts';
import { textScores } from '../../metrics/textScores.ts';
import type { Grading, MixId, Sample, SampleId, SamplePurpose } from '../../runs/records.ts';
import type { Keep } from '../../skillset/study.ts';

/** What the choice of training data needs to know of a text: no words, so that 100,000 of them fit in memory. */
export interface Candidate {
  readonly id: SampleId;
  readonly mixId: MixId;
  readonly k: number;
  readonly student: string;
  readonly generation: number;
  readonly purpose?: SamplePurpose;
  readonly isText: boolean;
  /** By grader. A grader whose verdict lacks a point is not there. */
  readonly marks: ReadonlyMap<string, Marks>;
}

export interface Marks {
  readonly fullMarks: boolean;
  readonly allSkills: boolean;
  /** Of k + 3. */
  readonly points: number;
}

export function candidateOf(
  sample: Sample,
  gradings: readonly Grading[],
  options: { readonly nameRule: boolean },
): Candidate {
  const { id, mix, student, generation, purpose, result } = sample;
  return {
    ...{ id, mixId: mix.id, k: mix.skills.length, student, generation },
    ...(purpose === undefined ? {} : { purpose }),
    isText: result.kind === 'text',
    marks: result.kind === 'text' ? marksOf(sample, gradings, options) : NONE,
  };
}

/** Whether every one of these graders gives what the study asks for. With nobody to say so, only `all` keeps a text. */
export function isKept({ isText, marks }: Candidate, keep: Keep, graders: readonly string[]): boolean {
  if (!isText) return false;
  if (keep === 'all') return true;
  if (graders.length === 0) return false;
  return graders.every((grader) => {
    const given = marks.get(grader);
    return given !== undefined && (keep === 'full-marks' ? given.fullMarks : given.allSkills);
  });
}

const NONE: ReadonlyMap<string, Marks> = new Map();

function marksOf(
  { mix }: Sample,
  gradings: readonly Grading[],
  options: { readonly nameRule: boolean },
): ReadonlyMap<string, Marks> {
  const marks = new Map<string, Marks>();
  for (const [grader, rounds] of groupBy(gradings, ({ grader }) => grader)) {
    const verdict = verdictOf(mix, rounds, options);
    const points = pointsOf(verdict);
    if (points === undefined) continue;
    const scores = textScores(bitsOf(verdict), mix.skills.length);
    marks.set(grader, { fullMarks: scores.fullMarks === 1, allSkills: scores.allSkills === 1, points });
  }
  return marks;
}

/** Bit i is the point of criterion i, as `textScores` takes them. */
function bitsOf(verdict: Verdict): number {
  return verdict.reduce((bits, { point = 0 }, index) => bits + point * 2 ** index, 0);
}
