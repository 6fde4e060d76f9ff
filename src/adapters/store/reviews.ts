import * as v from 'valibot';
import type { SampleFilter } from '../../core/runs/ports.ts';
import type { Review, ReviewDraw, ReviewId, ReviewPoint, SampleId } from '../../core/runs/records.ts';
import type { Connection } from './connection.ts';
import { flag, json, parseRows } from './rows.ts';
import { conditionOf } from './sampleFilter.ts';

/** Appends a review, unless one of the same id is there. */
export async function saveReview(connection: Connection, review: Review): Promise<void> {
  await connection.run(
    `INSERT INTO reviews (id, sample, reviewer, created_at, blind, draw, points)
     VALUES (?, (SELECT number FROM samples WHERE id = ?), ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO NOTHING`,
    [
      review.id,
      review.sampleId,
      review.reviewer,
      review.createdAt,
      review.isBlind ? 1 : 0,
      JSON.stringify(review.draw),
      JSON.stringify(review.points.map(({ criterion, point, reason }) => [criterion, point, reason])),
    ],
  );
}

/** The reviews of the samples that the filter selects, oldest first. */
export async function selectReviews(connection: Connection, filter: SampleFilter): Promise<Review[]> {
  const where = conditionOf(filter);
  const rows = await connection.all(
    `SELECT reviews.*, samples.id AS sample_id FROM reviews JOIN samples ON samples.number = reviews.sample
     WHERE ${where.sql} ORDER BY reviews.created_at, reviews.number`,
    where.values,
  );
  return parseRows('reviews', reviewRow, rows).map((row) => ({
    id: row.id as ReviewId,
    sampleId: row.sample_id as SampleId,
    reviewer: row.reviewer,
    createdAt: row.created_at,
    isBlind: row.blind,
    draw: row.draw,
    points: row.points,
  }));
}

const draw: v.GenericSchema<unknown, ReviewDraw> = v.variant('kind', [
  v.object({
    kind: v.picklist(['random', 'disagreement', 'near-miss']),
    seed: v.number(),
    place: v.number(),
  }),
  v.object({ kind: v.literal('picked') }),
]);

const point = v.pipe(
  v.tuple([v.string(), v.picklist([0, 1]), v.string()]),
  v.transform(([criterion, earned, reason]): ReviewPoint => ({ criterion, point: earned, reason })),
);

/** The column `points`. */
export const reviewPoints = json(v.array(point));

const reviewRow = v.object({
  id: v.string(),
  sample_id: v.string(),
  reviewer: v.string(),
  created_at: v.number(),
  blind: flag,
  draw: json(draw),
  points: reviewPoints,
});
