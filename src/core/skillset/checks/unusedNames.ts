import { placedMixes } from '../mixEntries.ts';
import type { NameKind } from '../schema/shape.ts';
import { nameKey } from '../skillset.ts';
import { textOf, textsOf, valueAt } from '../tree/node.ts';
import type { ProjectCheck } from './projectCheck.ts';
import { type SplitMembers, splitsOf } from './splitMembers.ts';
import { drawsOf, type StudyDraw, studyOf } from './studyDraws.ts';

/** Skills and topics that a file has and its study never draws. What is included may serve other studies. */
export const checkUnusedNames: ProjectCheck = ({ project, index, acceptIn }) => {
  const { root } = project;
  const study = studyOf(root);
  const draws = study === undefined ? [] : drawsOf(study.node);
  const { find } = splitsOf(project, index);
  const isKnown = ({ skills, topics }: StudyDraw) => find(skills) !== undefined && find(topics) !== undefined;
  // A split that is not there yet may be the one that has them.
  if (draws.length === 0 || !draws.every(isKnown)) return;
  const mixes = placedMixes(root).map(({ node }) => node);
  const used = {
    skill: union(
      draws.map(({ skills }) => find(skills)),
      'skills',
    ),
    topic: union(
      draws.map(({ topics }) => find(topics)),
      'topics',
    ),
  };
  for (const mix of mixes) {
    for (const name of textsOf(valueAt(mix, 'skills'))) used.skill.add(nameKey(name));
    used.topic.add(nameKey(textOf(valueAt(mix, 'topic')) ?? ''));
  }
  for (const kind of KINDS) {
    for (const { key, name, path, range } of index.definitions[kind].values()) {
      if (path !== root.path || used[kind].has(key)) continue;
      const message = `The study never draws the ${kind} "${name.trim()}", and no mix of this file has it.`;
      acceptIn(path)('hint', kind === 'skill' ? 'unused-skill' : 'unused-topic', message, range);
    }
  }
};

const KINDS = ['skill', 'topic'] as const satisfies readonly NameKind[];

function union(splits: readonly (SplitMembers | undefined)[], kind: 'skills' | 'topics'): Set<string> {
  return new Set([...new Set(splits)].flatMap((split) => [...(split?.[kind] ?? [])]));
}
