import { expect, test } from 'vitest';
import { factsOf } from '../../../src/core/metrics/factsOf.ts';
import { knownResults } from '../../../src/core/results/knownResults.ts';
import { round, sample } from '../metrics/judgedRecords.ts';

const first = sample({ mix: 'one', skills: ['Irony', 'pun'], split: 'Training' });
const again = sample({ mix: 'one', skills: ['Irony', 'pun'], split: 'Training', generation: 2 });
const other = sample({ mix: 'two', skills: ['Irony', 'simile'], split: 'Training' });
const elsewhere = sample({ mix: 'two', skills: ['Irony', 'simile'], split: 'held-out' });
const gradings = [round(first, '10 111'), round(again, '01 111'), round(other, '10 111')];
const known = knownResults(factsOf([first, again, other, elsewhere], gradings), { nameRule: true });

test('a skill has its rate over everything that was graded', () => {
  expect(known.rateOf('irony')).toMatchObject({ tried: 3, earned: 2 });
  expect(known.rateOf('simile')).toMatchObject({ tried: 1, earned: 0 });
  expect(known.rateOf('chiasmus')).toBeUndefined();
});

test('mixes that were tried are counted once, where they were drawn', () => {
  expect(known.triedMixes({ k: 2, split: 'training' })).toBe(2);
  expect(known.triedMixes({ k: 2, split: 'held-out' })).toBe(1);
  expect(known.triedMixes({ k: 3, split: 'training' })).toBe(0);
});
