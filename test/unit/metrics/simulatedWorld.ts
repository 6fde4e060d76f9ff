import type { RatedCriterion, Rating } from '../../../src/core/metrics/ratings.ts';
import { createRandom } from '../../../src/core/mixes/random.ts';

/** Data with known truth, the same for the same seed. */
export function createWorld(seed: number) {
  const random = createRandom('simulated world', seed);
  const uniform = () => random.below(2 ** 32) / 2 ** 32;
  const happens = (chance: number): 0 | 1 => (uniform() < chance ? 1 : 0);

  /**
   * Texts of mixes that are hard (3 of 10 points) or easy (8 of 10), half and half, in the eyes of graders who turn
   * a point over with a chance of their own.
   */
  function gradedTexts({
    mixes,
    texts,
    errors,
    criteria = 4,
  }: {
    readonly mixes: number;
    readonly texts: number;
    readonly errors: readonly [number, number];
    readonly criteria?: number;
  }): { items: RatedCriterion[]; truth: { raw: number; kappa: number; alpha: number } } {
    const items: RatedCriterion[] = [];
    for (let cluster = 0; cluster < mixes; cluster += 1) {
      const chance = happens(0.5) === 1 ? HARD : EASY;
      for (let item = 0; item < texts * criteria; item += 1) {
        const point = happens(chance);
        const ratings = errors.map((error): Rating => (happens(error) === 1 ? (point === 1 ? 0 : 1) : point));
        items.push({ cluster, ratings, criterion: 'sense', skill: undefined });
      }
    }
    const rate = (HARD + EASY) / 2;
    const [one, other] = errors;
    const first = rate * (1 - one) + (1 - rate) * one;
    const second = rate * (1 - other) + (1 - rate) * other;
    const differ = one * (1 - other) + other * (1 - one);
    const both = (first + second) / 2;
    return {
      items,
      truth: {
        raw: 1 - differ,
        kappa: 1 - differ / (first * (1 - second) + second * (1 - first)),
        alpha: 1 - differ / (2 * both * (1 - both)),
      },
    };
  }

  return { uniform, happens, below: random.below, gradedTexts };
}

const HARD = 0.3;
const EASY = 0.8;
