import type { Fields } from '../../support/releaseFolder.ts';

/** The three ratios as the release aggregates them. */
export interface PublishedRatios {
  readonly mixes: number;
  readonly fullMarks: number;
  readonly allSkills: number;
  readonly skillFraction: number;
  /** How often the point at each position was earned: the skills as the mix names them, then topic, sense, length. */
  readonly positions: readonly number[];
}

/**
 * The way of the release, from its columns alone, written here a second time so that the two can be compared: `points_0` by
 * position, filled up with zeros to k + 3; the length from its own counter; the majority of the rounds at each position;
 * the three ratios of a text; the best of the generations; the mean over the mixes that have a row.
 *
 * @param generations of each the tables of its rounds, with the rows in the same order
 */
export function publishedMethod(
  k: number,
  generations: readonly (readonly (readonly Fields[])[])[],
): PublishedRatios {
  const best = new Map<string, [number, number, number]>();
  const positions: number[][] = [];
  for (const rounds of generations)
    for (const [at, row] of (rounds[0] ?? []).entries()) {
      const votes = rounds.map((rows) => pointsOf(k, rows[at] ?? {}));
      const points = Array.from({ length: k + 3 }, (_, position) => {
        const sum = votes.reduce((total, vote) => total + (vote[position] ?? 0), 0);
        return sum > votes.length / 2 ? 1 : 0;
      });
      positions.push(points);
      const mix = `${row.skills} ${row.topic}`;
      const before = best.get(mix) ?? [0, 0, 0];
      const scores = scoresOf(k, points);
      best.set(mix, [
        Math.max(before[0], scores[0]),
        Math.max(before[1], scores[1]),
        Math.max(before[2], scores[2]),
      ]);
    }
  const mean = (place: 0 | 1 | 2) =>
    [...best.values()].reduce((sum, scores) => sum + scores[place], 0) / best.size;
  return {
    ...{ mixes: best.size, fullMarks: mean(0), allSkills: mean(1), skillFraction: mean(2) },
    positions: Array.from({ length: k + 3 }, (_, position) =>
      positions.reduce((sum, points) => sum + (points[position] ?? 0), 0),
    ),
  };
}

function pointsOf(k: number, row: Fields): number[] {
  const given = (row.points_0 ?? '').split(',').filter((figure) => figure !== '');
  const padded = Array.from({ length: k + 3 }, (_, position) => Number(given[position] ?? 0));
  padded[k + 2] = Number(row.true_sentence_lim_pt_0);
  return padded;
}

function scoresOf(k: number, points: readonly number[]): [number, number, number] {
  const sum = (from: number, until: number) =>
    points.slice(from, until).reduce((total, point) => total + point, 0);
  const [skills, others] = [sum(0, k), sum(k, k + 3)];
  return [
    skills === k && others === 3 ? 1 : 0,
    skills === k && others >= 2 ? 1 : 0,
    others === 3 ? skills / k : 0,
  ];
}
