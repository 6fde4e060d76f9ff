import { pick, type Random } from './random.ts';

/** A mix as positions in the lists of skills and topics. */
export interface MixIndexes {
  readonly skills: readonly number[];
  readonly topic: number;
}

export interface SequenceRequest {
  /** How many there are to choose from. */
  readonly skills: number;
  readonly topics: number;
  readonly k: number;
  /** At most as many as there are different mixes, unless mixes may repeat. */
  readonly count: number;
  readonly repeats: boolean;
  /** Mixes of k - 1: the first mix extends the first of them, and so on as far as they go. */
  readonly prefixes: readonly MixIndexes[];
  readonly random: Random;
}

/**
 * `count` mixes, each different from those before it. A row whose prefix has no new extension left, which
 * happens only when nearly all mixes are drawn, gets a mix that does not extend it.
 */
export function sequenceOf(request: SequenceRequest): MixIndexes[] {
  const sequence: MixIndexes[] = [];
  const taken = new Set<string>();
  const isNew = (mix: MixIndexes) => request.repeats || !taken.has(keyOf(mix));
  let rest: MixIndexes[] | undefined;

  function fromRest(): MixIndexes | undefined {
    rest ??= restOf(request, isNew);
    for (let mix = rest.pop(); mix !== undefined; mix = rest.pop()) if (isNew(mix)) return mix;
    return undefined;
  }

  while (sequence.length < request.count) {
    const prefix = request.prefixes[sequence.length];
    const extended = prefix === undefined ? undefined : extend(request, prefix, isNew);
    const mix = extended ?? anyNew(request, isNew) ?? fromRest();
    if (mix === undefined) break;
    sequence.push(mix);
    taken.add(keyOf(mix));
  }
  return sequence;
}

type IsNew = (mix: MixIndexes) => boolean;

function extend(request: SequenceRequest, prefix: MixIndexes, isNew: IsNew): MixIndexes | undefined {
  const others = upTo(request.skills).filter((skill) => !prefix.skills.includes(skill));
  const extensions = pick(others, others.length, request.random);
  for (const skill of extensions) {
    const mix = { skills: [...prefix.skills, skill], topic: prefix.topic };
    if (isNew(mix)) return mix;
  }
  return undefined;
}

/** So many misses in a row mean that nearly all mixes are taken: then it pays to list the rest. */
const TRIES = 64;

function anyNew({ skills, topics, k, random }: SequenceRequest, isNew: IsNew): MixIndexes | undefined {
  for (let tries = 0; tries < TRIES; tries++) {
    const mix = { skills: pick(upTo(skills), k, random), topic: random.below(topics) };
    if (isNew(mix)) return mix;
  }
  return undefined;
}

function restOf({ skills, topics, k, random }: SequenceRequest, isNew: IsNew): MixIndexes[] {
  const all = combinations(skills, k).flatMap((chosen) =>
    upTo(topics).map((topic) => ({ skills: chosen, topic })),
  );
  const rest = all.filter(isNew).map((mix) => ({ ...mix, skills: pick(mix.skills, k, random) }));
  return pick(rest, rest.length, random);
}

/** All ways to choose k of 0 ... count - 1, each in ascending order. */
function combinations(count: number, k: number): number[][] {
  if (k === 0) return [[]];
  if (k > count) return [];
  return upTo(count).flatMap((last) => combinations(last, k - 1).map((chosen) => [...chosen, last]));
}

function keyOf({ skills, topic }: MixIndexes): string {
  return `${skills.toSorted((a, b) => a - b).join(' ')}/${topic}`;
}

function upTo(count: number): number[] {
  const numbers: number[] = [];
  for (let number = 0; number < count; number += 1) numbers.push(number);
  return numbers;
}
