import { describe, expect, it } from 'vitest';
import { countMixes } from '../../../src/core/mixes/countMixes.ts';
import { type DrawRequest, drawMixes } from '../../../src/core/mixes/drawMixes.ts';
import { type Mix, nameKeyOf } from '../../../src/core/mixes/mix.ts';
import { mixIdOf } from '../../../src/core/mixes/mixId.ts';
import { skills, topics } from './skillsOf.ts';

const orders = ['nested', 'independent'] as const;

const digest = (text: string) => text;

function request(changes: Partial<DrawRequest> = {}): DrawRequest {
  return { skills: skills(10), topics: topics(10), k: 3, count: 5, seed: 10, order: 'nested', ...changes };
}

function draw(of: DrawRequest): readonly Mix[] {
  const result = drawMixes(of);
  if (result.kind === 'too-few') throw new Error(`only ${result.available}`);
  return result.mixes;
}

/** `8 3 6/7`: numbers of the skills in order, then of the topic. */
function shown(mixes: readonly Mix[]): string[] {
  const number = (name: string) => name.replace(/\D+/u, '');
  return mixes.map(
    (mix) => `${mix.skills.map((each) => number(each.name)).join(' ')}/${number(mix.topic.name)}`,
  );
}

function idsOf(mixes: readonly Mix[]): string[] {
  return mixes.map((mix) => mixIdOf(mix, digest));
}

describe('drawMixes', () => {
  // Computed in Python with NumPy's MT19937, from the docstrings.
  it('draws the pinned mixes', () => {
    expect(shown(draw(request({ order: 'nested' })))).toEqual([
      '8 3 6/7',
      '9 4 3/8',
      '5 6 4/5',
      '6 3 9/5',
      '5 0 7/3',
    ]);
    expect(shown(draw(request({ order: 'independent' })))).toEqual([
      '3 9 2/1',
      '4 5 7/5',
      '6 2 1/0',
      '6 1 3/0',
      '1 3 6/6',
    ]);
  });

  describe.each(orders)('in %s order', (order) => {
    it('never puts a skill into a mix twice, and never draws a mix twice', () => {
      const mixes = draw(request({ order, skills: skills(12), topics: topics(4), k: 2, count: 250 }));
      for (const mix of mixes) expect(new Set(mix.skills).size).toBe(2);
      expect(new Set(idsOf(mixes)).size).toBe(250);
    });

    it('only adds mixes when more are asked for', () => {
      const many = draw(request({ order, count: 200 }));
      expect(draw(request({ order, count: 20 }))).toEqual(many.slice(0, 20));
    });

    it.each([1, 2, 3, 4, 5])('finds every single mix of %i skills of 5', (k) => {
      const few = request({ order, skills: skills(5), topics: topics(3), k });
      const possible = Number(countMixes(5, 3, k));
      expect(new Set(idsOf(draw({ ...few, count: possible }))).size).toBe(possible);
      expect(drawMixes({ ...few, count: possible + 1 })).toEqual({ kind: 'too-few', available: possible });
    });

    it('finds the only mixes of all of many skills', () => {
      const few = request({ order, skills: skills(40), topics: topics(3), k: 40, count: 3 });
      expect(new Set(idsOf(draw(few))).size).toBe(3);
    });

    it('goes on after the mixes that are excluded', () => {
      const all = draw(request({ order, count: 50 }));
      const exclude = new Set(all.slice(0, 20).map(nameKeyOf));
      expect(draw({ ...request({ order, count: 30 }), exclude })).toEqual(all.slice(20));
    });

    it('counts as available what is left after exclusion, whatever else is excluded', () => {
      const few = request({ order, skills: skills(4), topics: topics(2), k: 2, count: 12 });
      const exclude = new Set([
        ...draw(few).slice(0, 5).map(nameKeyOf),
        ...draw(request({ order })).map(nameKeyOf),
      ]);
      expect(drawMixes({ ...few, count: 8, exclude })).toEqual({ kind: 'too-few', available: 7 });
      expect(draw({ ...few, count: 7, exclude })).toHaveLength(7);
    });

    it('draws a mix again where repeats are wanted', () => {
      const mixes = draw(
        request({ order, skills: skills(3), topics: topics(1), k: 2, count: 50, repeats: true }),
      );
      expect(new Set(idsOf(mixes)).size).toBe(3);
      expect(mixes).toHaveLength(50);
    });

    it('draws others again and again where repeats are wanted and some are excluded', () => {
      const few = request({ order, skills: skills(3), topics: topics(1), k: 2, count: 50, repeats: true });
      const [first] = draw(few);
      const exclude = new Set(first === undefined ? [] : [nameKeyOf(first)]);
      const mixes = draw({ ...few, exclude });
      expect(new Set(mixes.map(nameKeyOf)).size).toBe(2);
      expect(mixes.some((mix) => exclude.has(nameKeyOf(mix)))).toBe(false);
    });

    it('draws other mixes in another stream', () => {
      const mixes = draw(request({ order, stream: 'evaluation' }));
      expect(mixes).not.toEqual(draw(request({ order })));
      expect(mixes).toEqual(draw(request({ order, stream: 'evaluation' })));
    });

    it.each([
      ['more skills than there are', { k: 11 }],
      ['no skill', { k: 0 }],
      ['a topic, of none', { topics: [] }],
      ['more skills than there are, again and again', { k: 11, repeats: true }],
    ])('has no mix of %s', (_, changes) => {
      expect(drawMixes(request({ order, ...changes }))).toEqual({ kind: 'too-few', available: 0 });
    });

    it('draws all skills and topics about equally often', () => {
      const mixes = draw(request({ order, skills: skills(20), topics: topics(20), k: 4, count: 5000 }));
      const drawn = new Map<string, number>();
      for (const { name } of mixes.flatMap((mix) => [...mix.skills, mix.topic]))
        drawn.set(name, (drawn.get(name) ?? 0) + 1);
      // 1,000 of each skill and 250 of each topic are expected, with deviations of about 28 and 15.
      for (const { name } of skills(20)) expect(Math.abs((drawn.get(name) ?? 0) - 1000)).toBeLessThan(120);
      for (const { name } of topics(20)) expect(Math.abs((drawn.get(name) ?? 0) - 250)).toBeLessThan(65);
    });

    it('draws other mixes with another seed', () => {
      expect(draw(request({ order, seed: 1 }))).not.toEqual(draw(request({ order, seed: 2 })));
    });
  });

  it('nests: mixes of k skills are the beginnings of those of k + 1', () => {
    for (let k = 1; k < 6; k++) {
      const smaller = draw(request({ skills: skills(48), topics: topics(50), k, count: 300 }));
      const larger = draw(request({ skills: skills(48), topics: topics(50), k: k + 1, count: 300 }));
      expect(larger.map((mix) => ({ ...mix, skills: mix.skills.slice(0, k) }))).toEqual(smaller);
    }
  });

  it('does not nest in independent order', () => {
    const topicsOf = (k: number) =>
      draw(request({ order: 'independent', k, count: 20 })).map((mix) => mix.topic);
    expect(topicsOf(2)).not.toEqual(topicsOf(3));
  });
});

describe('countMixes', () => {
  it.each([
    [10, 10, 1, 100n],
    [48, 50, 3, 864_800n],
    [101, 100, 5, 7_920_874_500n],
    [3, 5, 3, 5n],
    [3, 5, 4, 0n],
    [3, 5, 0, 0n],
    [3, 0, 1, 0n],
    [3, 5, 1.5, 0n],
  ])('of %i skills and %i topics, taken %d at a time, gives %i', (of, topicCount, k, expected) => {
    expect(countMixes(of, topicCount, k)).toBe(expected);
  });
});
