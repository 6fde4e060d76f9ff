import { expect, it } from 'vitest';
import { coverage, coverageOf } from '../../../src/core/mixes/coverage.ts';
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

it('tells how much of what can be drawn is drawn, and what is drawn least', () => {
  const pool = { skills: [a, b, c, skill('d')], topics: [sewing, urbanism] };
  const mixes = [
    { skills: [a, b], topic: sewing },
    { skills: [b, c], topic: sewing },
  ];
  expect(coverageOf(pool, mixes)).toEqual({
    skills: { seen: 3, of: 4 },
    pairs: { seen: 2, of: 6 },
    topics: { seen: 1, of: 2 },
    leastSkills: [
      { name: 'd', count: 0 },
      { name: 'a', count: 1 },
      { name: 'c', count: 1 },
    ],
  });
  expect(coverageOf(pool, [{ skills: [a], topic: sewing }]).pairs).toEqual({ seen: 0, of: 0 });
});
