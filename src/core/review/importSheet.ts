import { criteriaOf, criterionId } from '../grading/criterion.ts';
import { canonicalJson } from '../runs/callKey.ts';
import type { Digest, StorePort } from '../runs/ports.ts';
import type { ReviewId } from '../runs/records.ts';
import type { SheetText } from './sheet.ts';

export interface ImportedSheet {
  readonly texts: number;
  readonly newReviews: number;
  /** What was left out. */
  readonly notes: readonly string[];
}

/**
 * Keeps what a reviewer wrote in a sheet. What the store has already changes nothing. It counts as blind unless the
 * reviewer has spoken of the text in sight of its points before.
 */
export async function importSheet(
  texts: readonly SheetText[],
  {
    store,
    file,
    reviewer,
    now,
    digest,
  }: {
    readonly store: Pick<StorePort, 'findSample' | 'reviews' | 'saveReview'>;
    /** As in `Sample.file`. */
    readonly file: string;
    readonly reviewer: string;
    /** Milliseconds since the epoch. */
    readonly now: number;
    readonly digest: Digest;
  },
): Promise<ImportedSheet> {
  const before = await store.reviews({ file });
  const known = new Set<string>(before.map(({ id }) => id));
  const hasSeenPoints = new Set(
    before
      .filter((review) => review.reviewer === reviewer && !review.isBlind)
      .map(({ sampleId }) => sampleId),
  );
  const notes: string[] = [];
  let newReviews = 0;
  for (const { sampleId, draw, points } of texts) {
    const sample = await store.findSample(sampleId);
    if (sample === undefined || sample.file !== file) {
      notes.push(`sample ${sampleId}: there is no such text among the results of this file`);
      continue;
    }
    const criteria = new Set(criteriaOf(sample.mix).map(criterionId));
    for (const { criterion } of points)
      if (!criteria.has(criterion)) notes.push(`sample ${sampleId}: its mix has no criterion ${criterion}`);
    const said = points.filter(({ criterion }) => criteria.has(criterion));
    const id = digest(canonicalJson({ sheet: { sampleId, reviewer, draw, said } })).slice(0, 32) as ReviewId;
    if (said.length === 0 || known.has(id)) continue;
    const isBlind = !hasSeenPoints.has(sampleId);
    await store.saveReview({ id, sampleId, reviewer, createdAt: now, isBlind, draw, points: said });
    newReviews += 1;
  }
  return { texts: texts.length, newReviews, notes };
}
