import { expect, it } from 'vitest';
import { coverage } from '../../../src/core/mixes/coverage.ts';
import { skill } from './skillsOf.ts';

const a = skill('a');
const b = skill('b');
const c = skill('c');
const sewing = { name: 'Sewing', aliases: [] };
const urbanism = { name: 'Urbanism', aliases: [] };

it('counts how often skills, pairs and topics occur, the most frequent first', () => {
  const mixes = [
    { skills: [a, b], topic: sewing },
    { skills: [b, a, c], topic: urbanism },
    { skills: [b], topic: urbanism },
  ];
  expect(coverage(mixes)).toEqual({
    skills: [
      { name: 'b', count: 3 },
      { name: 'a', count: 2 },
      { name: 'c', count: 1 },
    ],
    pairs: [
      { names: ['a', 'b'], count: 2 },
      { names: ['a', 'c'], count: 1 },
      { names: ['b', 'c'], count: 1 },
    ],
    topics: [
      { name: 'Urbanism', count: 2 },
      { name: 'Sewing', count: 1 },
    ],
  });
});
