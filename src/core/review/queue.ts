import { createRandom } from '../mixes/random.ts';
import type { Digest } from '../runs/ports.ts';
import type { Review, ReviewDraw, SampleId } from '../runs/records.ts';
import { reviewsByChance } from './byChance.ts';
import type { ReviewCandidate } from './candidate.ts';
import { type Hardness, hardnessOf } from './hardness.ts';
import { randomOrder } from './randomOrder.ts';

export type Drawn = Exclude<ReviewDraw, { readonly kind: 'picked' }>;

export interface QueueItem {
  readonly id: SampleId;
  readonly draw: Drawn;
}

/** How much of one part of the queue is done. */
export interface QueuePart {
  readonly kind: Drawn['kind'];
  /** `random`: all texts; else those that are hard in this way. A text may be in two parts. */
  readonly texts: number;
  /** Of these, how many the reviewer has been through. Of `random` those that count as chosen by chance. */
  readonly reviewed: number;
}

export interface ReviewQueue {
  /** What this reviewer has not reviewed yet, in the order of asking; worked out as far as it is looked at. */
  items(): Iterable<QueueItem>;
  readonly parts: readonly QueuePart[];
}

/**
 * The texts that one reviewer is still to see. Half of them come by chance, in the stratified random order of all texts;
 * a quarter are those on which rounds or graders disagree, most first; a quarter are near misses. Which of the three
 * comes next is drawn as well, so that
 *
 * - whoever stops early has a random sample as well as hard cases: figures about all texts rest on the first alone,
 *   because graders are wrong more often on hard cases than on all;
 * - a reviewer cannot tell from the order why a text is asked about, and is not led by that.
 *
 * A text that is both hard and next in the random order is `random`: the random order must not skip hard texts. One that
 * was reviewed as hard before its turn by chance comes to counts by chance as soon as the order has passed it
 * (`reviewsByChance`).
 */
export function reviewQueue(
  { seed, all, byId, hard }: PreparedTexts,
  reviews: readonly Review[],
  reviewer: string,
): ReviewQueue {
  const own = reviews.filter((review) => review.reviewer === reviewer);
  const seen = new Set(own.map(({ sampleId }) => sampleId));
  const isSeen = (id: SampleId) => seen.has(id);
  const byChance = reviewsByChance(own);
  const chosenByChance = new Set(own.filter(({ id }) => byChance.has(id)).map(({ sampleId }) => sampleId));
  const countOf = (ids: ReadonlySet<SampleId>, fits: (text: Placed) => boolean) =>
    [...ids].filter((id) => {
      const text = byId.get(id);
      return text !== undefined && fits(text);
    }).length;
  const hardPart = (kind: Hardness['kind']): QueuePart => ({
    kind,
    texts: hard[kind].length,
    reviewed: countOf(seen, ({ hardness }) => hardness?.kind === kind),
  });
  return {
    items: () =>
      merge({ random: all, ...hard }, { seed, isSeen, nextKind: kindsAfter(seen.size, reviewer, seed) }),
    parts: [
      { kind: 'random', texts: all.length, reviewed: countOf(chosenByChance, () => true) },
      hardPart('disagreement'),
      hardPart('near-miss'),
    ],
  };
}

/** The parts that come next, after so many texts: the pattern goes on where the reviewer stopped. */
function kindsAfter(done: number, reviewer: string, seed: number): () => Drawn['kind'] {
  const chance = createRandom(`review ${reviewer}`, seed);
  const next = () => KINDS[chance.below(KINDS.length)] ?? 'random';
  for (let count = 0; count < done; count += 1) next();
  return next;
}

/** Texts in the orders in which they are asked about, the same for all reviewers. */
export interface PreparedTexts {
  readonly seed: number;
  /** In the random order. */
  readonly all: readonly Placed[];
  readonly byId: ReadonlyMap<SampleId, Placed>;
  readonly hard: Readonly<Record<Hardness['kind'], readonly Placed[]>>;
}

/** Takes a second for 100,000 texts; a queue of them then takes some milliseconds. */
export function prepareTexts(
  candidates: readonly ReviewCandidate[],
  seed: number,
  digest: Digest,
): PreparedTexts {
  const places = randomOrder(candidates, seed, digest);
  const all = candidates
    .map((each) => ({ id: each.id, place: places.get(each.id) ?? 0, hardness: hardnessOf(each) }))
    .sort((one, other) => one.place - other.place || (one.id < other.id ? -1 : 1));
  return {
    seed,
    all,
    byId: new Map(all.map((text) => [text.id, text])),
    hard: { disagreement: hardOnes(all, 'disagreement'), 'near-miss': hardOnes(all, 'near-miss') },
  };
}

/**
 * Those that teach most first. Of equal ones the last in the random order: the first come by chance anyway, and the
 * reviewer would see fewer hard texts.
 */
function hardOnes(placed: readonly Placed[], kind: Hardness['kind']): Placed[] {
  return placed
    .filter(({ hardness }) => hardness?.kind === kind)
    .sort(
      (one, other) => (other.hardness?.worth ?? 0) - (one.hardness?.worth ?? 0) || other.place - one.place,
    );
}

/** As often as each stands here. */
const KINDS: readonly Drawn['kind'][] = ['random', 'random', 'disagreement', 'near-miss'];

export interface Placed {
  readonly id: SampleId;
  /** In the random order, from 0 to 1. */
  readonly place: number;
  readonly hardness: Hardness | undefined;
}

/** Every text once, where it comes first. Of a part that is used up the next by chance is taken. */
function* merge(
  lists: Readonly<Record<Drawn['kind'], readonly Placed[]>>,
  options: {
    readonly seed: number;
    readonly isSeen: (id: SampleId) => boolean;
    readonly nextKind: () => Drawn['kind'];
  },
): Generator<QueueItem> {
  const { seed, isSeen, nextKind } = options;
  const taken = new Set<SampleId>();
  const next = { random: 0, disagreement: 0, 'near-miss': 0 };
  const take = (kind: Drawn['kind']): QueueItem | undefined => {
    for (;;) {
      const found = lists[kind][next[kind]];
      if (found === undefined) return undefined;
      next[kind] += 1;
      if (taken.has(found.id) || isSeen(found.id)) continue;
      taken.add(found.id);
      return { id: found.id, draw: { kind, seed, place: found.place } };
    }
  };
  for (;;) {
    const item = take(nextKind()) ?? take('random');
    if (item === undefined) return;
    yield item;
  }
}
