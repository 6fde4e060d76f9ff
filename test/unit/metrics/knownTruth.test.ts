import { describe, expect, it } from 'vitest';
import { compareStudents } from '../../../src/core/metrics/compareStudents.ts';
import { ratesOf } from '../../../src/core/metrics/criterionRates.ts';
import type { ReportFacts } from '../../../src/core/metrics/facts.ts';
import { factsOf } from '../../../src/core/metrics/factsOf.ts';
import { skillPairs } from '../../../src/core/metrics/skillPairs.ts';
import { round, sample } from './judgedRecords.ts';
import { createWorld } from './simulatedWorld.ts';

/** Simulated studies of known truth. Bounds are three standard errors of the simulation, or looser. */

const nameRule = { nameRule: true };
const SKILLS = ['a', 'b', 'c', 'd', 'e', 'f'];

interface Study {
  readonly seed: number;
  readonly mixes: number;
  readonly generations: number;
  /** The chance that a student earns a skill's point in a mix of such ease, in [0, 1]. */
  readonly students: Readonly<Record<string, (ease: number) => number>>;
}

/** Mixes of three of six skills, each of an ease that is the same for all students; the other points are all earned. */
function study({ seed, mixes, generations, students }: Study): ReportFacts {
  const world = createWorld(seed);
  const texts = Array.from({ length: mixes }, (_, mix) => {
    const ease = world.uniform();
    const start = world.below(SKILLS.length);
    const skills = [0, 1, 2].map((step) => SKILLS[(start + step) % SKILLS.length] ?? '');
    return Object.entries(students).flatMap(([student, chance]) =>
      Array.from({ length: generations }, (__, generation) => {
        const text = sample({ mix: `${mix}`, skills, student, generation: generation + 1 });
        const points = skills.map(() => world.happens(chance(ease))).join('');
        return { text, grading: round(text, `${points} 111`) };
      }),
    );
  }).flat();
  return factsOf(
    texts.map(({ text }) => text),
    texts.map(({ grading }) => grading),
  );
}

describe('rates of points', () => {
  it('cover the true rate about as often as they say, though texts of a mix go together', () => {
    const worlds = 150;
    let [covered, intervals] = [0, 0];
    for (let seed = 1; seed <= worlds; seed += 1) {
      const facts = study({ seed, mixes: 40, generations: 3, students: { s: (ease) => 0.2 + 0.6 * ease } });
      const { rates } = ratesOf(facts, nameRule);
      const [points] = rates.filter(({ name, k }) => name === 'skill' && k === null);
      intervals += 1;
      if ((points?.low ?? 1) <= 0.5 && 0.5 <= (points?.high ?? 0)) covered += 1;
    }
    expect(covered / intervals).toBeGreaterThan(0.89);
    expect(covered / intervals).toBeLessThan(0.999);
  });
});

describe('the comparison of two students', () => {
  it('calls equal students different in about one of twenty studies at most', () => {
    const worlds = 250;
    let [best, mean] = [0, 0];
    for (let seed = 1; seed <= worlds; seed += 1) {
      const chance = (ease: number) => 0.4 + 0.6 * ease;
      const facts = study({ seed, mixes: 30, generations: 2, students: { base: chance, tuned: chance } });
      const ratios = compareStudents(facts, nameRule, { base: 'base', tuned: 'tuned' }).graders[0]?.ratios[0];
      if ((ratios?.fullMarks.max.p ?? 1) <= 0.05) best += 1;
      if ((ratios?.skillFraction.mean.p ?? 1) <= 0.05) mean += 1;
    }
    // One standard error is 1.4 %. The exact test of few zeros and ones is cautious; that of means is about nominal.
    expect(best / worlds).toBeLessThan(0.092);
    expect(mean / worlds).toBeLessThan(0.092);
    expect(mean / worlds).toBeGreaterThan(0.008);
  });

  it('finds a difference that is there, and covers it', () => {
    const worlds = 80;
    let [found, covered] = [0, 0];
    for (let seed = 1; seed <= worlds; seed += 1) {
      const students = {
        base: (ease: number) => 0.3 + 0.4 * ease,
        tuned: (ease: number) => 0.5 + 0.4 * ease,
      };
      const facts = study({ seed, mixes: 60, generations: 2, students });
      const ratios = compareStudents(facts, nameRule, { base: 'base', tuned: 'tuned' }).graders[0]?.ratios[0];
      const { p, low, high } = ratios?.skillFraction.mean ?? {};
      if ((p ?? 1) <= 0.05) found += 1;
      if ((low ?? 1) <= 0.2 && 0.2 <= (high ?? 0)) covered += 1;
    }
    expect(found / worlds).toBeGreaterThan(0.95);
    expect(covered / worlds).toBeGreaterThan(0.87);
  });
});

describe('pairs that fail together', () => {
  it('are few where skills have nothing to do with each other, and all found where they have', () => {
    const worlds = 150;
    let [tests, called, discoveries] = [0, 0, 0];
    for (let seed = 1; seed <= worlds; seed += 1) {
      const facts = study({ seed, mixes: 150, generations: 1, students: { s: () => 0.5 } });
      const pairs = skillPairs(facts, nameRule).tables[0]?.pairs ?? [];
      tests += pairs.length;
      called += pairs.filter(({ p }) => (p ?? 1) <= 0.05).length;
      if (pairs.some(({ q }) => (q ?? 1) <= 0.05)) discoveries += 1;
    }
    // Cautious: never more than one in twenty, and after the correction seldom one in a whole study.
    expect(called / tests).toBeLessThan(0.055);
    expect(called / tests).toBeGreaterThan(0.005);
    expect(discoveries / worlds).toBeLessThan(0.1);
  });

  it('are found where a mix is hard for all its skills', () => {
    const facts = study({
      seed: 1,
      mixes: 600,
      generations: 1,
      students: { s: (ease) => (ease < 0.4 ? 0 : 1) },
    });
    const [table] = skillPairs(facts, nameRule).tables;
    // Four of ten mixes miss all: 0.4 of them miss a pair, and 0.4 x 0.4 were expected.
    expect(table?.lift).toBeCloseTo(2.5, 0);
    expect(table?.pairs.filter(({ q }) => (q ?? 1) <= 0.05)).toHaveLength(table?.tested ?? -1);
  });
});
