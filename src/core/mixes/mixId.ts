import type { Digest } from '../runs/ports.ts';
import type { MixId } from '../runs/records.ts';
import { nameKey } from '../skillset/skillset.ts';
import type { Mix } from './mix.ts';

/**
 * Tells one mix from another by content: name, definition and example of its skills, in any order, and the
 * name of its topic. A reworded definition makes another mix; a name in other case or spacing does not.
 */
export function mixIdOf(mix: Mix, digest: Digest): MixId {
  const skills = mix.skills
    .map(({ name, definition, example }) => JSON.stringify([nameKey(name), definition, example]))
    .sort();
  return digest(JSON.stringify([skills, nameKey(mix.topic.name)])) as MixId;
}
