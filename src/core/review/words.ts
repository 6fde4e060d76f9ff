import type { Review } from '../runs/records.ts';

/** What one reviewer says of one criterion of a text. */
export interface Word {
  readonly reviewer: string;
  readonly point: 0 | 1;
  readonly reason: string;
  readonly createdAt: number;
}

/** What people say of one criterion, taken together. */
export interface PeopleWord {
  /** The majority of the reviewers; undefined where they are evenly split. */
  readonly point?: 0 | 1;
  /** One for each reviewer, in the order of their first word. */
  readonly words: readonly Word[];
}

/**
 * By criterion what people say of one text: of each reviewer the newest word on it counts, of several reviewers the
 * majority. Criteria on which nobody has said anything are not there.
 *
 * @param reviews of one text, oldest first
 */
export function wordsOf(
  reviews: readonly Pick<Review, 'reviewer' | 'createdAt' | 'points'>[],
): ReadonlyMap<string, PeopleWord> {
  const said = new Map<string, Map<string, Word>>();
  for (const { reviewer, createdAt, points } of reviews)
    for (const { criterion, point, reason } of points) {
      const words = said.get(criterion) ?? new Map<string, Word>();
      words.set(reviewer, { reviewer, point, reason, createdAt });
      said.set(criterion, words);
    }
  return new Map([...said].map(([criterion, words]) => [criterion, together([...words.values()])]));
}

function together(words: readonly Word[]): PeopleWord {
  const earned = words.filter(({ point }) => point === 1).length;
  if (earned * 2 === words.length) return { words };
  return { point: earned * 2 > words.length ? 1 : 0, words };
}
