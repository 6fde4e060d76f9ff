import type { Skill, Topic } from '../skillset/skillset.ts';

/** k different skills and one topic. */
export interface Mix {
  readonly skills: readonly Skill[];
  readonly topic: Topic;
}

/** The name under which mixes from the `mixes:` section are counted, beside the splits of the file. */
export const AUTHORED_SPLIT = 'mixes';

/** The split that every skillset has: all skills and all topics. */
export const ALL_SPLIT = 'all';

/** The most sentences that a text for k skills may have (PROTOCOL: max(1, k - 1)). */
export function sentenceLimit(k: number): number {
  return Math.max(1, k - 1);
}
