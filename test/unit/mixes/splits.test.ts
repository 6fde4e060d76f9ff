import { describe, expect, it } from 'vitest';
import { resolveSplit } from '../../../src/core/mixes/splits.ts';
import type { Skillset, TopicRule } from '../../../src/core/skillset/skillset.ts';
import { skill, skillset, split, topics } from './skillsOf.ts';

const half: TopicRule = { kind: 'share', share: 0.5 };
const rest: TopicRule = { kind: 'rest' };

function namesOf(set: Skillset, name: string): { skills: string[]; topics: string[] } {
  const resolved = resolveSplit(set, name);
  if (resolved.kind === 'unknown') throw new Error(`unknown: ${resolved.known.join(', ')}`);
  return {
    skills: resolved.skills.map((each) => each.name),
    topics: resolved.topics.map((each) => each.name),
  };
}

function topicsOf(rules: readonly TopicRule[], count = 10, seed = 10): string[][] {
  const splits = rules.map((rule, index) => split(`split ${index}`, { topics: rule }));
  const set = skillset({ splits, topics: topics(count), seed });
  return splits.map(({ name }) => namesOf(set, name).topics);
}

describe('resolveSplit', () => {
  const mixed = skillset({
    skills: [
      skill('metaphor'),
      skill('red herring', { category: 'Rhetorical' }),
      skill('modus ponens', { category: 'logic' }),
    ],
    splits: [
      split('training', { categories: ['literary', 'rhetorical'] }),
      split('named', { skills: ['Modus  Ponens', 'metaphor'] }),
      split('both', { categories: ['literary'], skills: ['metaphor', 'modus ponens'] }),
      split('fewer', { exclude: ['METAPHOR', 'topic 3'] }),
    ],
  });

  it('tells its name as the file writes it, however it is asked for', () => {
    expect(resolveSplit(mixed, ' TRAINING')).toMatchObject({ kind: 'split', name: 'training' });
    expect(resolveSplit(mixed, 'All')).toMatchObject({ kind: 'split', name: 'all' });
  });

  it('always knows the split of all skills and topics', () => {
    expect(namesOf(mixed, 'all')).toEqual({
      skills: ['metaphor', 'red herring', 'modus ponens'],
      topics: topics(10).map((topic) => topic.name),
    });
  });

  it('lists what it knows when a split is unknown', () => {
    expect(resolveSplit(mixed, 'trainning')).toEqual({
      kind: 'unknown',
      known: ['training', 'named', 'both', 'fewer', 'all'],
    });
  });

  it('takes skills by category, by name, or by both, whatever the case and spacing', () => {
    expect(namesOf(mixed, 'Training').skills).toEqual(['metaphor', 'red herring']);
    expect(namesOf(mixed, 'named').skills).toEqual(['metaphor', 'modus ponens']);
    expect(namesOf(mixed, 'both').skills).toEqual(['metaphor']);
  });

  it('leaves out excluded skills and topics', () => {
    const { skills, topics: left } = namesOf(mixed, 'fewer');
    expect(skills).toEqual(['red herring', 'modus ponens']);
    expect(left).toHaveLength(9);
    expect(left).not.toContain('topic 3');
  });

  it('takes topics by name', () => {
    expect(topicsOf([{ kind: 'named', names: ['Topic 7', 'topic 2'] }])).toEqual([['topic 2', 'topic 7']]);
  });

  // From the same independent computation as the pinned numbers.
  it('draws the pinned half of the topics', () => {
    expect(topicsOf([half])[0]).toEqual(['topic 2', 'topic 4', 'topic 6', 'topic 7', 'topic 9']);
  });

  it.each([
    [[half, rest]],
    [[rest, half]],
    [[half, half]],
    [[{ kind: 'share', share: 0.3 }, half, rest]],
    [
      [
        { kind: 'share', share: 1 / 3 },
        { kind: 'share', share: 1 / 3 },
        { kind: 'share', share: 1 / 3 },
      ],
    ],
  ] as [TopicRule[]][])('gives every topic to exactly one of the splits %j', (rules) => {
    for (const count of [1, 2, 7, 10, 100, 101]) {
      const all = topicsOf(rules, count).flat();
      expect(all.toSorted()).toEqual(
        topics(count)
          .map((topic) => topic.name)
          .toSorted(),
      );
    }
  });

  it('gives every split with the rest the same topics', () => {
    const [first, , second] = topicsOf([rest, half, rest]);
    expect(first).toEqual(second);
    expect(first).toHaveLength(5);
  });

  it('draws other topics with another seed', () => {
    expect(topicsOf([half], 100, 1)).not.toEqual(topicsOf([half], 100, 2));
  });

  it('gives each share its size where the shares are more than 100 % together', () => {
    const parts = topicsOf([half, { kind: 'share', share: 1 }, { kind: 'share', share: 0.2 }]);
    expect(parts.map((part) => new Set(part).size)).toEqual([5, 10, 2]);
  });
});
