import { roundAlarms } from '../../grading/verdict.ts';
import type { Digest, StorePort } from '../../runs/ports.ts';
import { createHashNumbers } from '../hashNumbers.ts';
import {
  gradingsOf,
  type IncomingIds,
  type IncomingPlace,
  type IncomingText,
  idsOf,
  recordsOf,
} from './incomingText.ts';

export interface ImportTools {
  readonly store: Pick<
    StorePort,
    'findSample' | 'findGrading' | 'reviews' | 'saveSample' | 'saveGrading' | 'saveReview' | 'saveCall'
  >;
  readonly digest: Digest;
  /** Called before the first record is kept: an import that brings nothing new leaves no trace. */
  readonly begin: () => Promise<IncomingPlace>;
}

/** What an import found, and how much of it was new to the store. */
export interface ImportCounts {
  readonly mixes: number;
  readonly texts: number;
  readonly newTexts: number;
  readonly unreadableTexts: number;
  readonly gradings: number;
  readonly newGradings: number;
  readonly unreadableGradings: number;
  readonly reviews: number;
  readonly newReviews: number;
  /** Texts whose rounds are the same to the letter, so that their majority decides nothing. */
  readonly textsWithIdenticalRounds: number;
}

export interface Importer {
  /** Keeps one text with its gradings, as far as the store does not have them. */
  add(text: IncomingText): Promise<void>;
  counts(): ImportCounts;
}

/** @param file the name under which the store counts the texts, as in `Run.file` */
export function createImporter(tools: ImportTools, file: string): Importer {
  const mixes = createHashNumbers();
  const seen = new Set<string>();
  let underWay = 0;
  /** Whether this is the first time that a record is met: a file may hold the same thing twice. */
  const isFirst = (id: string): boolean => !seen.has(id) && seen.add(id).has(id);
  const counted = {
    ...{ texts: 0, newTexts: 0, unreadableTexts: 0, gradings: 0, newGradings: 0, unreadableGradings: 0 },
    ...{ reviews: 0, newReviews: 0 },
    textsWithIdenticalRounds: 0,
  };
  let place: Promise<IncomingPlace> | undefined;
  const begin = (): Promise<IncomingPlace> => {
    place ??= tools.begin();
    return place;
  };

  async function add(text: IncomingText): Promise<void> {
    // The ids do not depend on the run and the time, so that they can be looked up before there is a run.
    const ids = idsOf(text, file, tools.digest);
    mixes.firstOf(ids.mix, 0);
    counted.texts += 1;
    if (text.result.kind !== 'text') counted.unreadableTexts += 1;
    counted.gradings += text.gradings.length;
    counted.reviews += text.reviews.length;
    counted.unreadableGradings += text.gradings.filter(({ result }) => result.kind !== 'graded').length;
    if (roundAlarms(gradingsOf(text, ids, { createdAt: 0 })).length > 0)
      counted.textsWithIdenticalRounds += 1;
    underWay += 1;
    await keepNew(text, ids);
    underWay -= 1;
    // The store knows them by now: so memory does not grow with the file.
    if (underWay === 0) seen.clear();
  }

  async function keepNew(text: IncomingText, ids: IncomingIds): Promise<void> {
    const { store } = tools;
    const [sample, ...gradings] = await Promise.all([
      store.findSample(ids.sample),
      ...ids.gradings.map((id) => store.findGrading(id)),
    ]);
    const known = ids.reviews.length === 0 ? [] : await store.reviews({ ids: [ids.sample] });
    const unknown = ids.reviews.filter((id) => !known.some((review) => review.id === id));
    const isWhole = gradings.every((grading) => grading !== undefined) && unknown.length === 0;
    if (sample !== undefined && isWhole) return;
    const fresh = recordsOf(text, ids, await begin());
    if (sample === undefined) {
      if (isFirst(ids.sample)) counted.newTexts += 1;
      await Promise.all(fresh.calls.map((call) => store.saveCall(call)));
      await store.saveSample(fresh.sample);
    }
    const missing = fresh.gradings.filter((_, index) => gradings[index] === undefined);
    counted.newGradings += missing.filter(({ id }) => isFirst(id)).length;
    await Promise.all(missing.map((grading) => store.saveGrading(grading)));
    for (const review of fresh.reviews) {
      if (!unknown.includes(review.id)) continue;
      if (isFirst(review.id)) counted.newReviews += 1;
      await store.saveReview(review);
    }
  }

  return { add, counts: () => ({ mixes: mixes.size, ...counted }) };
}
