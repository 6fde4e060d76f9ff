import { compare } from '../metrics/grouping.ts';
import { createRandom } from '../mixes/random.ts';
import type { Digest } from '../runs/ports.ts';
import type { Review, ReviewDraw, SampleId } from '../runs/records.ts';
import { reviewsByChance } from './byChance.ts';
import type { ReviewCandidate } from './candidate.ts';
import type { Hardness } from './hardness.ts';
import { orderOf } from './orderOf.ts';
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
  prepared: PreparedTexts,
  reviews: readonly Review[],
  reviewer: string,
): ReviewQueue {
  const { seed, texts, hard } = prepared;
  const own = reviews.filter((review) => review.reviewer === reviewer);
  const seen = new Set(own.map(({ sampleId }) => sampleId));
  const isSeen = (id: SampleId) => seen.has(id);
  const byChance = reviewsByChance(own);
  const chosenByChance = new Set(own.filter(({ id }) => byChance.has(id)).map(({ sampleId }) => sampleId));
  const countIn = (wanted: ReadonlySet<SampleId>, fits: (text: ReviewCandidate) => boolean) =>
    wanted.size === 0 ? 0 : texts.filter((text) => wanted.has(text.id) && fits(text)).length;
  const hardPart = (kind: Hardness['kind']): QueuePart => ({
    kind,
    texts: hard[kind].length,
    reviewed: countIn(seen, ({ hardness }) => hardness?.kind === kind),
  });
  return {
    items: () => merge(prepared, { isSeen, nextKind: kindsAfter(seen.size, reviewer, seed) }),
    parts: [
      { kind: 'random', texts: texts.length, reviewed: countIn(chosenByChance, () => true) },
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

/** Texts and the orders in which they are asked about, the same for all reviewers. Orders are of places in `texts`. */
export interface PreparedTexts {
  readonly seed: number;
  readonly texts: readonly ReviewCandidate[];
  /** Of each text where it stands in the random order, from 0 to 1. */
  readonly places: Float64Array;
  /** The random order. */
  readonly random: Uint32Array;
  /** Those that teach most first. */
  readonly hard: Readonly<Record<Hardness['kind'], readonly number[]>>;
}

/** Takes a tenth of a second for 100,000 texts; a queue of them then takes some milliseconds. */
export function prepareTexts(texts: readonly ReviewCandidate[], seed: number, digest: Digest): PreparedTexts {
  const places = randomOrder(texts, seed, digest);
  const random = orderOf(
    places,
    (one, other) =>
      (places[one] ?? 0) - (places[other] ?? 0) || compare(texts[one]?.id ?? '', texts[other]?.id ?? ''),
  );
  return { seed, texts, places, random, hard: hardOnes(texts, random) };
}

/**
 * Those that teach most first. Of equal ones the last in the random order: the first come by chance anyway, and the
 * reviewer would see fewer hard texts.
 */
function hardOnes(texts: readonly ReviewCandidate[], random: Uint32Array): PreparedTexts['hard'] {
  const byWorth = { disagreement: new Map<number, number[]>(), 'near-miss': new Map<number, number[]>() };
  for (let at = random.length - 1; at >= 0; at -= 1) {
    const place = random[at] ?? 0;
    const hardness = texts[place]?.hardness;
    if (hardness === undefined) continue;
    const ofKind = byWorth[hardness.kind];
    const alike = ofKind.get(hardness.worth);
    if (alike === undefined) ofKind.set(hardness.worth, [place]);
    else alike.push(place);
  }
  return {
    disagreement: mostWorthFirst(byWorth.disagreement),
    'near-miss': mostWorthFirst(byWorth['near-miss']),
  };
}

function mostWorthFirst(byWorth: ReadonlyMap<number, readonly number[]>): readonly number[] {
  return [...byWorth].sort(([one], [other]) => other - one).flatMap(([, alike]) => alike);
}

/** As often as each stands here. */
const KINDS: readonly Drawn['kind'][] = ['random', 'random', 'disagreement', 'near-miss'];

/** Every text once, where it comes first. Of a part that is used up the next by chance is taken. */
function* merge(
  { seed, texts, places, random, hard }: PreparedTexts,
  {
    isSeen,
    nextKind,
  }: { readonly isSeen: (id: SampleId) => boolean; readonly nextKind: () => Drawn['kind'] },
): Generator<QueueItem> {
  const lists = { random, ...hard };
  const taken = new Set<number>();
  const next = { random: 0, disagreement: 0, 'near-miss': 0 };
  const take = (kind: Drawn['kind']): QueueItem | undefined => {
    for (;;) {
      const at = lists[kind][next[kind]];
      const text = at === undefined ? undefined : texts[at];
      if (at === undefined || text === undefined) return undefined;
      next[kind] += 1;
      if (taken.has(at) || isSeen(text.id)) continue;
      taken.add(at);
      return { id: text.id, draw: { kind, seed, place: places[at] ?? 0 } };
    }
  };
  for (;;) {
    const item = take(nextKind()) ?? take('random');
    if (item === undefined) return;
    yield item;
  }
}
