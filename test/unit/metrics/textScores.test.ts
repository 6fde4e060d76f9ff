import { expect, it } from 'vitest';
import type { Criterion } from '../../../src/core/grading/criterion.ts';
import { textScores } from '../../../src/core/metrics/textScores.ts';

function criteria(skills: string, others: string) {
  const kinds: Criterion[] = [
    ...[...skills].map((_, index): Criterion => ({ kind: 'skill', skill: `skill ${index}` })),
    { kind: 'topic' },
    { kind: 'sense' },
    { kind: 'length' },
  ];
  const points = [...skills, ...others];
  return kinds.map((criterion, index) => ({ criterion, point: points[index] === '1' ? 1 : 0 }) as const);
}

// By hand from the definitions of Yu et al. (2310.17567).
it.each([
  ['111', '111', 1, 1, 1],
  ['111', '110', 0, 1, 0],
  ['111', '011', 0, 1, 0],
  ['111', '100', 0, 0, 0],
  ['110', '111', 0, 0, 2 / 3],
  ['110', '110', 0, 0, 0],
  ['000', '111', 0, 0, 0],
  ['1', '111', 1, 1, 1],
  ['0', '111', 0, 0, 0],
])(
  'skills %s and topic, sense, length %s give %f, %f, %f',
  (skills, others, fullMarks, allSkills, skillFraction) => {
    expect(textScores(criteria(skills, others))).toEqual({ fullMarks, allSkills, skillFraction });
  },
);
