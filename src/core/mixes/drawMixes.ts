import type { Skill, Topic } from '../skillset/skillset.ts';
import type { DrawOrder } from '../skillset/study.ts';
import { countMixes } from './countMixes.ts';
import { type Mix, nameKeyOf } from './mix.ts';
import { createRandom, type Random } from './random.ts';
import { type MixIndexes, sequenceOf } from './sequenceOf.ts';

export interface DrawRequest {
  /** Different skills, as of one split. */
  readonly skills: readonly Skill[];
  readonly topics: readonly Topic[];
  /** Skills in each mix. */
  readonly k: number;
  readonly count: number;
  readonly seed: number;
  /** `nested`: mixes of k are the beginnings of those of k + 1 with the same seed. */
  readonly order: DrawOrder;
  /** The same mix may come again. By default it never does, whatever the order of its skills. */
  readonly repeats?: boolean;
  /** Mixes that are not wanted again, as `nameKeyOf` names them. */
  readonly exclude?: ReadonlySet<string>;
  /** Draws of different streams have nothing to do with one another, whatever the seed. */
  readonly stream?: string;
}

export type Draw =
  | { readonly kind: 'mixes'; readonly mixes: readonly Mix[] }
  /** So many different mixes are there, after exclusion. */
  | { readonly kind: 'too-few'; readonly available: number };

/**
 * Draws `count` mixes: k different skills and, independently, one topic. The same request gives the same
 * mixes on every machine (see `createRandom`), and a greater count only adds to them.
 */
export function drawMixes(request: DrawRequest): Draw {
  const { count, exclude } = request;
  const most = mostSpare(request);
  // Mostly few of the excluded mixes come up, so that it would be a waste to draw spares for all of them at once.
  for (let spare = Math.min(most, count); ; spare = Math.min(most, 8 * spare)) {
    const mixes = sequence(request, count + spare).flatMap((indexes) => toMix(request, indexes));
    const wanted = mixes.filter((mix) => exclude === undefined || !exclude.has(nameKeyOf(mix)));
    if (wanted.length >= count) return { kind: 'mixes', mixes: wanted.slice(0, count) };
    if (spare === most) return { kind: 'too-few', available: wanted.length };
  }
}

/** Where mixes repeat, an excluded one comes up again and again. */
function mostSpare({ count, exclude, repeats }: DrawRequest): number {
  if (exclude === undefined || exclude.size === 0) return 0;
  return repeats ? 64 * count : exclude.size;
}

function sequence(request: DrawRequest, count: number): MixIndexes[] {
  return request.order === 'nested' ? nestedSequence(request, count) : independentSequence(request, count);
}

function independentSequence(request: DrawRequest, count: number): MixIndexes[] {
  const random = randomFor(request, `independent mixes of ${request.k}`);
  return sequenceOf({ ...sizesOf(request, request.k, count), prefixes: [], random });
}

/** Each size extends the mixes of the size below by one skill, with a stream of its own. */
function nestedSequence(request: DrawRequest, count: number): MixIndexes[] {
  let prefixes: MixIndexes[] = [];
  for (let k = 1; k <= request.k; k++) {
    const random = randomFor(request, `nested mixes of ${k}`);
    prefixes = sequenceOf({ ...sizesOf(request, k, count), prefixes, random });
  }
  return prefixes;
}

function randomFor({ stream, seed }: DrawRequest, purpose: string): Random {
  return createRandom(stream === undefined ? purpose : `${stream}: ${purpose}`, seed);
}

/** Excluded mixes are drawn too and dropped afterwards, so that they do not change what the others are. */
function sizesOf({ skills, topics, repeats = false }: DrawRequest, k: number, needed: number) {
  const possible = countMixes(skills.length, topics.length, k);
  const isEnough = possible >= BigInt(needed) || (repeats && possible > 0n);
  return {
    skills: skills.length,
    topics: topics.length,
    k,
    repeats,
    count: isEnough ? needed : Number(possible),
  };
}

function toMix({ skills, topics }: DrawRequest, indexes: MixIndexes): Mix[] {
  const topic = topics[indexes.topic];
  if (topic === undefined) return [];
  return [{ skills: indexes.skills.flatMap((index) => skills[index] ?? []), topic }];
}
