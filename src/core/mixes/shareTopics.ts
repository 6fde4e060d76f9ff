import type { Skillset, SplitRule, Topic } from '../skillset/skillset.ts';
import { createRandom, pick } from './random.ts';

export interface TopicShares {
  /** The topics of a split with a share, in the order of the skillset. */
  ofSplit(rule: SplitRule): readonly Topic[];
  /** The topics that no share has drawn, in the order of the skillset. */
  readonly rest: readonly Topic[];
}

/**
 * Shuffles all topics once with the study's seed, and hands consecutive parts of them to the splits with a
 * share, in the order of the file. Shares that are more than 100 % together begin again from the front, so
 * that each has its size.
 */
export function shareTopics(skillset: Pick<Skillset, 'topics' | 'splits' | 'seed'>): TopicShares {
  const { topics, splits, seed } = skillset;
  const order = pick(topics, topics.length, createRandom('topics of splits', seed));
  const shares = new Map<SplitRule, ReadonlySet<Topic>>();
  let before = 0;
  for (const rule of splits) {
    if (rule.topics.kind !== 'share') continue;
    const after = before + rule.topics.share;
    shares.set(rule, new Set(partOf(order, before, after)));
    before = after;
  }
  const drawn = new Set([...shares.values()].flatMap((part) => [...part]));
  return {
    ofSplit: (rule) => topics.filter((topic) => shares.get(rule)?.has(topic) === true),
    rest: topics.filter((topic) => !drawn.has(topic)),
  };
}

/** The part between two places of the circle of topics; 1 is once around. Neighbours meet without a gap. */
function partOf(order: readonly Topic[], from: number, to: number): Topic[] {
  const start = Math.round(from * order.length);
  const end = Math.min(Math.round(to * order.length), start + order.length);
  return [...order, ...order].slice(start % order.length, (start % order.length) + end - start);
}
