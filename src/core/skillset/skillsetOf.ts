import { readBoolean, readNumber } from './facts/readScalar.ts';
import type { Problem } from './problem.ts';
import { findProblems } from './problems.ts';
import type { Project } from './project.ts';
import { readSkill, readSplit, readTopic } from './readEntries.ts';
import { readStudyPlan } from './readStudy.ts';
import { DEFAULT_SEED } from './schema/study.ts';
import {
  type AuthoredMix,
  type GradePlan,
  nameKey,
  type Skill,
  type Skillset,
  type Topic,
} from './skillset.ts';
import { type SoundReader, soundReader } from './soundReader.ts';
import { type Node, textOf, textsOf, valueAt } from './tree/node.ts';

/**
 * What a project says, included files first. Entries with an error are left out, never half-filled; the title, the
 * mixes and the study are those of the root file. `problems` are those that `findProblems` gave.
 */
export function skillsetOf(
  project: Project,
  problems: ReadonlyMap<string, readonly Problem[]> = findProblems(project),
): Skillset {
  const readers = Array.from(project.documents.values(), (document) =>
    soundReader(document, problems.get(document.path) ?? []),
  );
  const root = soundReader(project.root, problems.get(project.root.path) ?? []);
  const skills = readers.flatMap((reader) => reader.entries('skills').flatMap(({ node }) => readSkill(node)));
  const topics = readers.flatMap((reader) =>
    reader.entries('topics').flatMap(({ node }) => readTopic(node) ?? []),
  );
  const splits = readers.flatMap((reader) =>
    reader.pairs('splits').map(({ name, value }) => readSplit(name, value)),
  );
  return {
    title: textOf(root.value('title')) ?? baseName(project.root.path),
    skills,
    topics,
    splits,
    mixes: readMixes(root, skills, topics),
    ...readStudy(root),
  };
}

function readMixes(root: SoundReader, skills: readonly Skill[], topics: readonly Topic[]): AuthoredMix[] {
  const skillsByKey = byKey(skills);
  const topicsByKey = byKey(topics);
  return root.entries('mixes').flatMap(({ index, node }) => {
    const names = textsOf(valueAt(node, 'skills'));
    const found = names.flatMap((name) => skillsByKey.get(nameKey(name)) ?? []);
    const topic = topicsByKey.get(nameKey(textOf(valueAt(node, 'topic')) ?? ''));
    const text = textOf(valueAt(node, 'text'));
    if (topic === undefined || found.length < names.length) return [];
    return { index, skills: found, topic, ...(text !== undefined && { text }) };
  });
}

function readStudy(root: SoundReader): Pick<Skillset, 'seed' | 'student' | 'grade' | 'study'> {
  const student = textOf(root.value('study', 'data', 'student'));
  const grade = readGrade(root.value('study', 'grade'));
  const study = readStudyPlan(root);
  return {
    seed: readNumber(root.value('study', 'seed')) ?? DEFAULT_SEED,
    ...(student !== undefined && { student }),
    ...(grade && { grade }),
    ...(study && { study }),
  };
}

function readGrade(grade: Node | undefined): GradePlan | undefined {
  if (grade?.kind !== 'mapping') return undefined;
  const rounds = readNumber(valueAt(grade, 'rounds'));
  const nameRule = readBoolean(valueAt(grade, 'nameRule'));
  return {
    graders: textsOf(valueAt(grade, 'graders')),
    ...(rounds !== undefined && { rounds }),
    ...(nameRule !== undefined && { nameRule }),
  };
}

function byKey<Named extends { readonly name: string }>(entries: readonly Named[]): Map<string, Named> {
  return new Map(entries.map((entry) => [nameKey(entry.name), entry]));
}

function baseName(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return name.replace(/\.skillset\.ya?ml$/u, '');
}
