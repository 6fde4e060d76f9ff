import type { SkillsetDocument } from '../document.ts';
import { placedMixes } from '../mixEntries.ts';
import type { NameKind } from '../schema/shape.ts';
import { nameKey } from '../skillset.ts';
import { textsOf, valueAt } from '../tree/node.ts';
import type { ProjectCheck } from './projectCheck.ts';
import { splitsOf } from './splitMembers.ts';
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
  const drawn = {
    skill: membersOf(draws.map(({ skills }) => find(skills)?.skills)),
    topic: membersOf(draws.map(({ topics }) => find(topics)?.topics)),
  };
  const mixed = namesInMixes(root);
  for (const kind of KINDS) {
    for (const definition of index.definitions[kind].values()) {
      if (definition.path !== root.path || drawn[kind](definition.key) || mixed.has(definition.key)) continue;
      const { name, path, range } = definition;
      const message = `The study never draws the ${kind} "${name.trim()}", and no mix of this file has it.`;
      acceptIn(path)('hint', kind === 'skill' ? 'unused-skill' : 'unused-topic', message, range);
    }
  }
};

const KINDS = ['skill', 'topic'] as const satisfies readonly NameKind[];

function membersOf(sets: readonly (ReadonlySet<string> | undefined)[]): (key: string) => boolean {
  const different = [...new Set(sets)];
  return (key) => different.some((keys) => keys?.has(key));
}

/** Of skills and topics alike: what is in a mix is used. */
function namesInMixes(document: SkillsetDocument): Set<string> {
  const names = placedMixes(document).flatMap(({ node }) => [
    ...textsOf(valueAt(node, 'skills')),
    ...textsOf(valueAt(node, 'topic')),
  ]);
  return new Set(names.map(nameKey));
}
