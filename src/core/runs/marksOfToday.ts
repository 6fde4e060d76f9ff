import { nameKey, type Skill, type Skillset, type Topic } from '../skillset/skillset.ts';
import { canonicalJson } from './callKey.ts';
import type { StorePort } from './ports.ts';
import type { Sample } from './records.ts';

/**
 * The samples with what the file says today about their skills and topics: checks, aliases, categories, what is common.
 * Those that changed are saved. What the student was given (name, definition, example) stays as it was: a skill whose
 * definition was reworded is another one, and leaves the samples as they are.
 */
export async function withMarksOfToday(
  store: Pick<StorePort, 'saveSample'>,
  skillset: Skillset,
  samples: readonly Sample[],
): Promise<Sample[]> {
  const marked = createMarker(skillset);
  const today: Sample[] = [];
  for (const sample of samples) {
    const now = marked(sample);
    if (now !== sample) await store.saveSample(now);
    today.push(now);
  }
  return today;
}

function createMarker({ skills, topics }: Skillset): (sample: Sample) => Sample {
  const skillOf = new Map(skills.map((skill) => [nameKey(skill.name), skill]));
  const topicOf = new Map(topics.map((topic) => [nameKey(topic.name), topic]));
  return (sample) => {
    const { mix } = sample;
    const now = {
      ...mix,
      skills: mix.skills.map((skill) => markedSkill(skill, skillOf.get(nameKey(skill.name)))),
      topic: markedTopic(mix.topic, topicOf.get(nameKey(mix.topic.name))),
    };
    return canonicalJson(now) === canonicalJson(mix) ? sample : { ...sample, mix: now };
  };
}

function markedSkill(skill: Skill, today: Skill | undefined): Skill {
  const isSame = today?.definition === skill.definition && today.example === skill.example;
  return isSame ? { ...today, name: skill.name } : skill;
}

function markedTopic(topic: Topic, today: Topic | undefined): Topic {
  return today === undefined ? topic : { ...today, name: topic.name };
}
