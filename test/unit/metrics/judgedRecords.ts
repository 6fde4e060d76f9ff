import { type CriterionPoint, criteriaOf } from '../../../src/core/grading/criterion.ts';
import type {
  Grading,
  GradingId,
  GradingResult,
  MixId,
  RunId,
  Sample,
  SampleId,
  SamplePurpose,
  SampleResult,
  Sampling,
} from '../../../src/core/runs/records.ts';
import type { Skill } from '../../../src/core/skillset/skillset.ts';

export interface SampleWords {
  readonly mix?: string;
  readonly skills?: readonly string[];
  readonly common?: readonly string[];
  readonly student?: string;
  readonly split?: string;
  readonly generation?: number;
  readonly result?: SampleResult;
  readonly seed?: number;
  readonly sampling?: Sampling;
  readonly purpose?: SamplePurpose;
}

let written = 0;

/** One sample; by default a text of `lab/writer` for the skills a and b. */
export function sample(words: SampleWords = {}): Sample {
  const { mix = 'mix', skills = ['a', 'b'], common = [], generation = 1 } = words;
  return {
    id: `sample ${++written}` as SampleId,
    runId: 'run' as RunId,
    file: '/study.skillset.yaml',
    mix: {
      id: mix as MixId,
      skills: skills.map((name) => skillOf(name, common.includes(name))),
      topic: { name: 'Sewing', aliases: [] },
      split: words.split ?? 'held-out',
      ...(words.seed === undefined ? {} : { seed: words.seed }),
    },
    student: words.student ?? 'lab/writer',
    ...(words.sampling === undefined ? {} : { sampling: words.sampling }),
    ...(words.purpose === undefined ? {} : { purpose: words.purpose }),
    generation,
    promptVersion: 'p1',
    createdAt: written,
    result: words.result ?? { kind: 'text', text: 'A text.' },
    callKeys: [],
  };
}

/**
 * One round of one grader. The points are written as digits, skills first: `10 111` is one of two skills, and
 * topic, sense and length.
 */
export function round(of: Sample, points: string, words: Partial<Grading> = {}): Grading {
  return roundOf(of, { kind: 'graded', points: pointsOf(of, points) }, words);
}

export function roundOf(of: Sample, result: GradingResult, words: Partial<Grading> = {}): Grading {
  return {
    id: `grading ${++written}` as GradingId,
    sampleId: of.id,
    grader: 'lab/judge',
    round: 1,
    rubricVersion: 'r1',
    createdAt: written,
    result,
    ...words,
  };
}

function pointsOf(of: Sample, digits: string): CriterionPoint[] {
  const points = [...digits.replaceAll(' ', '')];
  return criteriaOf(of.mix).map((criterion, index) => ({
    criterion,
    point: points[index] === '1' ? 1 : 0,
    reason: `Reason ${++written}.`,
    ...(criterion.kind === 'skill' ? { quote: 'text', quoteFound: true } : {}),
  }));
}

function skillOf(name: string, common: boolean): Skill {
  return {
    name,
    category: name < 'm' ? 'first half' : 'second half',
    definition: `What ${name} is.`,
    example: `An example of ${name}.`,
    aliases: [],
    common,
  };
}
