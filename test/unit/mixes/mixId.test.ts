import { describe, expect, it } from 'vitest';
import { mixIdOf } from '../../../src/core/mixes/mixId.ts';
import { skill } from './skillsOf.ts';

const digest = (text: string) => text;
const topic = { name: 'Sewing', aliases: [] };
const mix = { skills: [skill('metaphor'), skill('red herring')], topic };
const id = mixIdOf(mix, digest);

describe('mixIdOf', () => {
  it.each([
    ['the skills stand in another order', { ...mix, skills: mix.skills.toReversed() }],
    [
      'names differ in case or spacing',
      {
        topic: { ...topic, name: ' sewing' },
        skills: [
          skill('Red  herring', {
            definition: 'What red herring is.',
            example: 'An example of red herring.',
          }),
          skill('metaphor'),
        ],
      },
    ],
    [
      'marks that the student never sees differ',
      {
        ...mix,
        skills: [skill('metaphor', { common: true, category: 'x', check: 'like' }), skill('red herring')],
      },
    ],
  ])('stays the same when %s', (_, other) => {
    expect(mixIdOf(other, digest)).toBe(id);
  });

  it.each([
    ['a skill', { ...mix, skills: [skill('metaphor'), skill('simile')] }],
    ['a definition', { ...mix, skills: [skill('metaphor', { definition: 'Other.' }), skill('red herring')] }],
    ['an example', { ...mix, skills: [skill('metaphor', { example: 'Other.' }), skill('red herring')] }],
    ['the topic', { ...mix, topic: { ...topic, name: 'Knitting' } }],
    ['the number of skills', { ...mix, skills: [skill('metaphor')] }],
  ])('is another when %s differs', (_, other) => {
    expect(mixIdOf(other, digest)).not.toBe(id);
  });

  it('does not join names: commas and quotes in them tell mixes apart', () => {
    const one = { topic, skills: [skill('a","b', { definition: '', example: '' })] };
    const two = { topic, skills: [skill('a', { definition: 'b', example: '' })] };
    expect(mixIdOf(one, digest)).not.toBe(mixIdOf(two, digest));
  });
});
