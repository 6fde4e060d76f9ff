import { expect, it } from 'vitest';
import { textScores } from '../../../src/core/metrics/textScores.ts';

/** Bit i is the i-th digit. */
function mask(digits: string): number {
  return [...digits].reduce((bits, digit, index) => bits + Number(digit) * 2 ** index, 0);
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
    expect(textScores(mask(skills + others), skills.length)).toEqual({ fullMarks, allSkills, skillFraction });
  },
);

it('count more criteria than a 32-bit number has bits', () => {
  const skills = '1'.repeat(39);
  expect(textScores(mask(`${skills}0111`), 40)).toEqual({
    fullMarks: 0,
    allSkills: 0,
    skillFraction: 39 / 40,
  });
  expect(textScores(mask(`${skills}1111`), 40)).toEqual({ fullMarks: 1, allSkills: 1, skillFraction: 1 });
});
