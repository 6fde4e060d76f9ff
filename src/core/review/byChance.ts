import type { Review, ReviewId } from '../runs/records.ts';

/**
 * The reviews of texts that chance chose. Figures about all texts rest on these: what was chosen for being hard, or
 * picked by somebody, is a biased sample.
 *
 * A reviewer goes through the random order of all texts from its beginning. So chance has chosen all texts up to the
 * last one that the reviewer was asked about for that reason, those among them that came earlier as hard cases included:
 * without these, the random sample would lack its hardest texts, and agreement would look better than it is.
 */
export function reviewsByChance(reviews: readonly Review[]): ReadonlySet<ReviewId> {
  const reached = new Map<string, number>();
  for (const review of reviews) {
    if (review.draw.kind !== 'random') continue;
    const order = orderOf(review.reviewer, review.draw.seed);
    reached.set(order, Math.max(review.draw.place, reached.get(order) ?? 0));
  }
  const byChance = new Set<ReviewId>();
  for (const { id, reviewer, draw } of reviews) {
    if (draw.kind === 'picked') continue;
    if (draw.place <= (reached.get(orderOf(reviewer, draw.seed)) ?? -1)) byChance.add(id);
  }
  return byChance;
}

function orderOf(reviewer: string, seed: number): string {
  return JSON.stringify([reviewer, seed]);
}
