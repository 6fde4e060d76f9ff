import { sha256 } from '../../src/adapters/system/sha256.ts';
import type { Mix } from '../../src/core/mixes/mix.ts';
import { mixIdOf } from '../../src/core/mixes/mixId.ts';
import type { MixRecord } from '../../src/core/runs/records.ts';
import type { Skill } from '../../src/core/skillset/skillset.ts';

export function skill(name: string, more: Partial<Skill> = {}): Skill {
  return {
    name,
    category: 'rhetorical',
    definition: `What ${name} means.`,
    example: `An example of ${name}.`,
    aliases: [],
    common: false,
    ...more,
  };
}

/** A question asked for effect, which a rule can see. */
export const QUESTION = skill('rhetorical question', { check: '\\?' });
export const RED_HERRING = skill('red herring');

export function mixOf(skills: readonly Skill[], topic = 'Sewing'): Mix {
  return { skills, topic: { name: topic, aliases: [] } };
}

export function mixRecord(mix: Mix, split = 'all'): MixRecord {
  return { id: mixIdOf(mix, sha256), skills: mix.skills, topic: mix.topic, split };
}
