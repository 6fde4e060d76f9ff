import type { Digest } from '../runs/ports.ts';
import type { MixId } from '../runs/records.ts';
import type { Skill, Topic } from '../skillset/skillset.ts';
import { countMixes } from './countMixes.ts';
import type { Mix } from './mix.ts';
import { mixIdOf } from './mixId.ts';
import { createRandom } from './random.ts';
import { type MixIndexes, sequenceOf } from './sequenceOf.ts';

interface DrawBase {
  /** Different skills, as of one split. */
  readonly skills: readonly Skill[];
  readonly topics: readonly Topic[];
  /** Skills in each mix. */
  readonly k: number;
  readonly count: number;
  readonly seed: number;
  /** `nested`: mixes of k are the beginnings of those of k + 1 with the same seed. */
  readonly order: 'nested' | 'independent';
  /** The same mix may come again. By default it never does, whatever the order of its skills. */
  readonly repeats?: boolean;
}

interface Exclusion {
  /** Mixes that are not wanted again. */
  readonly exclude: ReadonlySet<MixId>;
  /** As for `mixIdOf`. */
  readonly digest: Digest;
}

export type DrawRequest = DrawBase & (Exclusion | { readonly exclude?: never });

export type Draw =
  | { readonly kind: 'mixes'; readonly mixes: readonly Mix[] }
  /** So many different mixes are there, after exclusion. */
  | { readonly kind: 'too-few'; readonly available: number };

/**
 * Draws `count` mixes: k different skills and, independently, one topic. The same request gives the same
 * mixes on every machine (see `createRandom`), and a greater count only adds to them.
 */
export function drawMixes(request: DrawRequest): Draw {
  const { count } = request;
  const sequence = request.order === 'nested' ? nestedSequence(request) : independentSequence(request);
  const mixes = sequence.flatMap((indexes) => toMix(request, indexes));
  const wanted =
    request.exclude === undefined
      ? mixes
      : mixes.filter((mix) => !request.exclude.has(mixIdOf(mix, request.digest)));
  if (wanted.length < count) return { kind: 'too-few', available: wanted.length };
  return { kind: 'mixes', mixes: wanted.slice(0, count) };
}

function independentSequence(request: DrawRequest): MixIndexes[] {
  const random = createRandom(`independent mixes of ${request.k}`, request.seed);
  return sequenceOf({ ...sizesOf(request, request.k), prefixes: [], random });
}

/** Each size extends the mixes of the size below by one skill, with a stream of its own. */
function nestedSequence(request: DrawRequest): MixIndexes[] {
  let prefixes: MixIndexes[] = [];
  for (let k = 1; k <= request.k; k++) {
    const random = createRandom(`nested mixes of ${k}`, request.seed);
    prefixes = sequenceOf({ ...sizesOf(request, k), prefixes, random });
  }
  return prefixes;
}

/** Excluded mixes are drawn too and dropped afterwards, so that they do not change what the others are. */
function sizesOf(request: DrawRequest, k: number) {
  const { skills, topics, count, exclude, repeats = false } = request;
  const needed = count + (exclude?.size ?? 0);
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
