/** What a study of any size asks for. Every mix is another, so every request to the student differs in its body. */
export interface ScaleStudy {
  readonly students: readonly string[];
  readonly graders: readonly string[];
  readonly rounds: number;
  /** Mixes of the evaluation. */
  readonly mixes: number;
  /** Attempts at data; left out: the study has none. */
  readonly attempts?: number;
}

export const BOTH_GRADERS = ['openai/fake-grader', 'anthropic/fake-grader'];

/** Calls of an evaluation: two turns of each student for each mix, and each round of each grader for each text. */
export function callsOf({ students, graders, rounds, mixes }: ScaleStudy): number {
  return students.length * mixes * (2 + graders.length * rounds);
}

/** A skillset file with such a study. */
export function scaleStudy({ students, graders, rounds, mixes, attempts }: ScaleStudy): string {
  const skills = Array.from(
    { length: 16 },
    (_, index) => `
  - name: device ${letter(index)}
    category: ${index % 2 === 0 ? 'literary' : 'rhetorical'}
    definition: The turn of phrase that goes by the letter ${letter(index)}.
    example: A phrase turned by the letter ${letter(index)} went over the hill.`,
  );
  const topics = Array.from({ length: 12 }, (_, index) => `Trade ${letter(index)}`);
  const data =
    attempts === undefined
      ? ''
      : `
  data:
    student: ${students[0]}
    parts: [{ k: 3, split: all, attempts: ${attempts} }]`;
  return `skillset: 1
title: A study at scale
skills:${skills.join('')}
topics: [${topics.join(', ')}]
study:
  seed: 7${data}
  evaluate:
    students: [${students.join(', ')}]
    splits: [all]
    k: [2]
    mixes: ${mixes}
    generations: 1
  grade: { graders: [${graders.join(', ')}], rounds: ${rounds} }
`;
}

function letter(index: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + index);
}
