import * as v from 'valibot';
import type { ReviewFromPage } from '../../protocol/review.ts';

const sampleId = v.pipe(v.string(), v.maxLength(1000));
const answers = v.pipe(
  v.array(
    v.strictObject({
      criterion: v.pipe(v.string(), v.maxLength(1000)),
      point: v.picklist([0, 1]),
      reason: v.pipe(v.string(), v.maxLength(2000)),
    }),
  ),
  v.maxLength(100),
);
const draft = v.strictObject({
  sampleId,
  answers,
  loose: v.record(v.pipe(v.string(), v.maxLength(1000)), v.pipe(v.string(), v.maxLength(2000))),
  at: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
const schema = v.variant('kind', [
  v.strictObject({ kind: v.literal('review-open'), sampleId: v.exactOptional(sampleId) }),
  v.strictObject({ kind: v.literal('review-draft'), draft }),
  v.strictObject({ kind: v.literal('review-answer'), sampleId, answers }),
  v.strictObject({ kind: v.literal('review-skip'), sampleId }),
  v.strictObject({ kind: v.literal('review-next') }),
  v.strictObject({ kind: v.literal('review-correct'), sampleId }),
  v.strictObject({ kind: v.literal('review-figures') }),
  v.strictObject({ kind: v.literal('review-name') }),
]);

/** The page is untrusted: a message of any other form is undefined. */
export function readFromReview(message: unknown): ReviewFromPage | undefined {
  const parsed = v.safeParse(schema, message);
  return parsed.success ? parsed.output : undefined;
}
