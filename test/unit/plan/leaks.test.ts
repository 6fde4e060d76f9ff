import { describe, expect, it } from 'vitest';
import type { Mix } from '../../../src/core/mixes/mix.ts';
import { leaksOf } from '../../../src/core/plan/leaks.ts';
import { skill } from '../mixes/skillsOf.ts';
import { planned, study } from './studyOf.ts';

/** `a b/T` */
function mix(text: string): Mix {
  const [names = '', topic = ''] = text.split('/');
  return { skills: names.split(' ').map((name) => skill(name)), topic: { name: topic, aliases: [] } };
}

function levels(training: readonly string[], evaluation: readonly string[]) {
  const mixes = evaluation.map(mix);
  const [part] = leaksOf(training.map(mix), [{ k: mixes[0]?.skills.length ?? 0, split: 's', mixes }]);
  if (part === undefined) throw new Error('no part');
  return part.levels;
}

const figures = ({ seen, of, touched }: { seen: number; of: number; touched: number }) => [seen, of, touched];

describe('leaks', () => {
  it('tell what was seen alone from what was seen in combination', () => {
    const found = levels(['a/S', 'b/S', 'b c/S'], ['a d/T', 'b d/T', 'd e/T']);
    expect(figures(found.skillsAlone)).toEqual([2, 4, 2]);
    expect(figures(found.skillsCombined)).toEqual([1, 4, 1]);
    expect(figures(found.topics)).toEqual([0, 1, 0]);
    expect(figures(found.pairs)).toEqual([0, 3, 0]);
  });

  it('tell pairs from full combinations, on other topics and on the same', () => {
    const found = levels(['a b d/S', 'c b/S', 'c b a/T', 'a b c d/S'], ['a b c/S', 'a b e/S', 'e f g/T']);
    expect(figures(found.pairs)).toEqual([3, 8, 2]);
    expect(figures(found.combinations)).toEqual([1, 3, 1]);
    expect(found.combinations.worst).toEqual([{ names: ['a', 'b', 'c'], count: 2 }]);
    expect(figures(found.combinationsOnTopic)).toEqual([1, 3, 1]);
    expect(figures(found.mixes)).toEqual([0, 3, 0]);
    expect(figures(levels(['c a b/s'], ['A b c/S']).mixes)).toEqual([1, 1, 1]);
  });

  it('name the worst first', () => {
    const found = levels(['a b/S', 'a c/S', 'a d/S', 'b c/T', 'b/T'], ['a b/S', 'c d/T']);
    expect(found.skillsCombined.worst).toEqual([
      { names: ['a'], count: 3 },
      { names: ['b'], count: 2 },
      { names: ['c'], count: 2 },
      { names: ['d'], count: 1 },
    ]);
    expect(found.topics.worst[0]).toEqual({ names: ['S'], count: 3 });
  });

  it('are none where there is no training', () => {
    expect(Object.values(levels([], ['a b/S'])).map(({ seen }) => seen)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it('are as many as counting one by one finds', () => {
    const training = planned(study(), 'data', { mixes: 400 }).parts.flatMap(({ mixes }) => mixes);
    const { parts } = planned(study(), 'evaluate', { k: [2, 4], mixes: 25 });
    const combined = training.filter(({ skills }) => skills.length > 1).map(namesOf);
    for (const [index, { levels: found }] of leaksOf(training, parts).entries()) {
      const mixes = parts[index]?.mixes ?? [];
      const isSeen = (names: readonly string[], topic?: string) =>
        training.some(
          (one) =>
            names.every((name) => namesOf(one).includes(name)) &&
            (topic === undefined || one.topic.name === topic),
        );
      const skills = new Set(mixes.flatMap(namesOf));
      expect(found.skillsCombined.seen).toBe(
        [...skills].filter((name) => combined.some((names) => names.includes(name))).length,
      );
      const pairs = new Set(mixes.flatMap(pairsOf).map((pair) => JSON.stringify(pair)));
      expect(found.pairs.of).toBe(pairs.size);
      expect(found.pairs.seen).toBe([...pairs].filter((pair) => isSeen(JSON.parse(pair))).length);
      expect(found.pairs.touched).toBe(
        mixes.filter((one) => pairsOf(one).some((pair) => isSeen(pair))).length,
      );
      expect(found.combinations.touched).toBe(mixes.filter((one) => isSeen(namesOf(one))).length);
      expect(found.combinationsOnTopic.touched).toBe(
        mixes.filter((one) => isSeen(namesOf(one), one.topic.name)).length,
      );
      expect(found.mixes.touched).toBe(0);
    }
  });
});

function namesOf({ skills }: Mix): string[] {
  return skills.map(({ name }) => name).sort();
}

function pairsOf(mix: Mix): string[][] {
  const names = namesOf(mix);
  return names.flatMap((one, index) => names.slice(index + 1).map((other) => [one, other]));
}
