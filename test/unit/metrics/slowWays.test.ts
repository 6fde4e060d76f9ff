import { describe, expect, it } from 'vitest';
import { clusterRate } from '../../../src/core/metrics/clusterRate.ts';
import { factsOf } from '../../../src/core/metrics/factsOf.ts';
import { groupBy } from '../../../src/core/metrics/grouping.ts';
import { createNumberPlaces } from '../../../src/core/metrics/numberPlaces.ts';
import { roundColumnsOf } from '../../../src/core/metrics/roundColumns.ts';
import { roundConsistency } from '../../../src/core/metrics/roundConsistency.ts';
import { skillPairs } from '../../../src/core/metrics/skillPairs.ts';
import type { Grading, Sample, SampleId } from '../../../src/core/runs/records.ts';
import { round, roundOf, sample } from './judgedRecords.ts';
import { createWorld } from './simulatedWorld.ts';

const GRADER = 'lab/judge';

/** Texts of two students for mixes of two to four skills, some mixes stored in another order; rounds of one grader. */
function randomTexts(seed: number) {
  const { below, happens, uniform } = createWorld(seed);
  const samples: Sample[] = [];
  const gradings: Grading[] = [];
  for (let mix = 0; mix < 25; mix += 1) {
    const first = below(6);
    const skills = Array.from({ length: 2 + below(3) }, (_, place) => 'abcdef'[(first + place) % 6] ?? '');
    for (let text = 0; text < 4; text += 1) {
      const own = happens(0.2) === 1 ? [...skills].reverse() : skills;
      const student = happens(0.5) === 1 ? 'lab/base' : 'lab/tuned';
      const of = sample({ mix: `mix ${mix}`, skills: own, student, generation: text + 1 });
      samples.push(of);
      const hardness = uniform();
      for (let place = 0; place < below(5); place += 1) {
        const points = Array.from({ length: skills.length + 3 }, () => happens(hardness)).join('');
        const words = { round: 1 + below(4) };
        const unreadable = { kind: 'unreadable', why: 'no table' } as const;
        gradings.push(happens(0.1) === 1 ? roundOf(of, unreadable, words) : round(of, points, words));
      }
    }
  }
  return { samples, gradings };
}

/** The points of the readable rounds that vote on a text, by criterion in the order of the mix. */
function votesOn({ id }: Sample, gradings: readonly Grading[]): number[][] {
  const rounds = new Map<number, number[]>();
  for (const { sampleId, round: number, result } of gradings)
    if (sampleId === id && result.kind === 'graded')
      rounds.set(
        number,
        result.points.map(({ point }) => point),
      );
  return [...rounds.values()];
}

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
const meanOf = (values: readonly number[]) => sumOf(values) / values.length;

describe('the quick ways against the slow ones, on random texts', () => {
  it.each([1, 2, 3])('counts what skills are missed together as one does by hand (%i)', (seed) => {
    const { samples, gradings } = randomTexts(seed);
    const texts = samples.flatMap((text) => {
      const votes = votesOn(text, gradings);
      if (votes.length === 0) return [];
      const isMissed = (place: number) =>
        2 * sumOf(votes.map((points) => points[place] ?? 0)) <= votes.length;
      const missed = new Map(text.mix.skills.map(({ name }, place) => [name, isMissed(place)]));
      return [{ stratum: `${text.student} ${missed.size}`, student: text.student, mix: text.mix.id, missed }];
    });
    const rateOf = (stratum: string, skill: string) =>
      meanOf(
        texts
          .filter((text) => text.stratum === stratum && text.missed.has(skill))
          .map(({ missed }) => (missed.get(skill) === true ? 1 : 0)),
      );
    const { tables } = skillPairs(factsOf(samples, gradings), { nameRule: true });
    expect(tables).toHaveLength(3);
    for (const { students, pairs } of tables) {
      expect(pairs.length).toBeGreaterThan(5);
      for (const { skills, ...pair } of pairs) {
        const [one, two] = skills;
        const ofPair = texts.filter(
          ({ student, missed }) => students.includes(student) && missed.has(one) && missed.has(two),
        );
        const mixes = [...groupBy(ofPair, ({ mix }) => mix).values()];
        const together = (text: (typeof texts)[number]) =>
          text.missed.get(one) === true && text.missed.get(two) === true ? 1 : 0;
        const chance = ({ stratum }: (typeof texts)[number]) => rateOf(stratum, one) * rateOf(stratum, two);
        expect(pair).toMatchObject({
          mixes: mixes.length,
          texts: ofPair.length,
          missedTogether: sumOf(ofPair.map(together)),
        });
        expect(pair.observed).toBeCloseTo(sumOf(mixes.map((ofMix) => meanOf(ofMix.map(together)))), 10);
        expect(pair.expected).toBeCloseTo(sumOf(mixes.map((ofMix) => meanOf(ofMix.map(chance)))), 10);
      }
    }
  });

  it.each([1, 2, 3])('counts how rounds differ as one does by hand (%i)', (seed) => {
    const { samples, gradings } = randomTexts(seed);
    const numbers = new Map(samples.map(({ id }, place): [SampleId, number] => [id, place]));
    const columns = roundColumnsOf(samples, gradings, (id) => numbers.get(id) ?? -1);
    const [found] = roundConsistency(factsOf(samples, gradings), columns, { filter: { graders: [GRADER] } });
    const texts = samples
      .map((text) => ({ text, votes: votesOn(text, gradings) }))
      .filter(({ votes }) => votes.length > 1);
    const items = texts.flatMap(({ text, votes }) =>
      text.mix.skills.map(({ name }, place) => ({
        mix: text.mix.id,
        skill: name,
        ratings: votes.map((points) => points[place] ?? 0),
      })),
    );
    const differs = (ratings: readonly number[]) => (new Set(ratings).size > 1 ? 1 : 0);
    expect(found).toMatchObject({
      texts: texts.length,
      rounds: Math.max(...texts.map(({ votes }) => votes.length)),
    });
    for (const { skill, ...figures } of found?.skills ?? []) {
      const own = items.filter((item) => item.skill === skill);
      const mixes = [...groupBy(own, ({ mix }) => mix).values()];
      expect(figures).toMatchObject({ items: own.length, mixes: mixes.length });
      const clusters = mixes.map((ofMix) => ({
        ...{ count: 1, weight: ofMix.length, points: ofMix.length },
        rate: meanOf(ofMix.map(({ ratings }) => differs(ratings))),
      }));
      const { rate, low, high } = clusterRate(clusters) ?? { rate: null, low: null, high: null };
      expect(figures.differ.value).toBeCloseTo(rate ?? Number.NaN, 10);
      expect(figures.differ.low).toBeCloseTo(low ?? Number.NaN, 10);
      expect(figures.differ.high).toBeCloseTo(high ?? Number.NaN, 10);
      // Of all pairs of rounds of one item, each item weighted by its ratings.
      const differing = own.map(({ ratings }) => {
        const ones = sumOf(ratings);
        return (2 * ones * (ratings.length - ones)) / (ratings.length - 1);
      });
      const ratings = sumOf(own.map((item) => item.ratings.length));
      expect(figures.raw.value).toBeCloseTo(1 - sumOf(differing) / ratings, 10);
    }
    const variances = texts.map(({ text, votes }) => {
      const totals = votes.map((points) => sumOf(points.slice(0, text.mix.skills.length + 2)));
      return sumOf(totals.map((total) => (total - meanOf(totals)) ** 2)) / (totals.length - 1);
    });
    expect(found?.pointsVariance.value).toBeCloseTo(meanOf(variances), 10);
  });

  it('finds numbers where they were put, however many there are', () => {
    const { below } = createWorld(7);
    const places = createNumberPlaces();
    const known = new Map<number, number>();
    for (let place = 0; place < 5_000; place += 1) {
      // Near each other, far apart, and all multiples of one number.
      const number = [below(3_000), below(2 ** 31), 4_096 * below(3_000)][place % 3] ?? 0;
      expect(places.get(number)).toBe(known.get(number) ?? -1);
      if (known.has(number)) continue;
      places.add(number, place);
      known.set(number, place);
    }
    for (const [number, place] of known) expect(places.get(number)).toBe(place);
  });
});
