import { nameKey, type Skill, type Topic } from '../skillset/skillset.ts';

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

/** Tells mixes apart by the names of their skills, in any order, and of their topic, whatever these mean. */
export function mixNameKey(skills: readonly string[], topic: string): string {
  return JSON.stringify([skills.map(nameKey).sort(), nameKey(topic)]);
}

/** The same for a mix whose names are resolved. */
export function nameKeyOf({ skills, topic }: Mix): string {
  return mixNameKey(
    skills.map(({ name }) => name),
    topic.name,
  );
}
