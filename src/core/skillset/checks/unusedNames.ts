import type { SkillsetDocument } from '../document.ts';
import { mixGroups, placedMixes } from '../mixEntries.ts';
import type { NameKind } from '../schema/shape.ts';
import { nameKey } from '../skillset.ts';
import { type Node, textsOf, valueAt } from '../tree/node.ts';
import { lastResult } from './lastResult.ts';
import type { Checked, ProjectCheck } from './projectCheck.ts';
import { splitsOf } from './splitMembers.ts';
import { drawsOf, type StudyDraw, studyOf } from './studyDraws.ts';

/** Skills and topics that a file has and its study never draws. What is included may serve other studies. */
export const checkUnusedNames: ProjectCheck = (checked) => {
  const { project, index, acceptIn } = checked;
  const study = studyOf(project.root);
  const accept = acceptIn(project.root.path);
  if (study === undefined) return;
  const inputs = [splitsOf(project, index), mixGroups(project.root)];
  for (const { kind, key } of remembered(study.node, inputs, () => unusedIn(study.node, checked))) {
    const definition = index.definitions[kind].get(key);
    if (definition?.path !== project.root.path) continue;
    const { name, range } = definition;
    const message = `The study never draws the ${kind} "${name.trim()}", and no mix of this file has it.`;
    accept('hint', kind === 'skill' ? 'unused-skill' : 'unused-topic', message, range);
  }
};

interface Unused {
  readonly kind: (typeof KINDS)[number];
  readonly key: string;
}

const remembered = lastResult<readonly Unused[]>();

function unusedIn(study: Node, { project, index }: Checked): readonly Unused[] {
  const { root } = project;
  const draws = drawsOf(study);
  const { find } = splitsOf(project, index);
  const isKnown = ({ skills, topics }: StudyDraw) => find(skills) !== undefined && find(topics) !== undefined;
  // A split that is not there yet may be the one that has them.
  if (draws.length === 0 || !draws.every(isKnown)) return [];
  const drawn = {
    skill: membersOf(draws.map(({ skills }) => find(skills)?.skills)),
    topic: membersOf(draws.map(({ topics }) => find(topics)?.topics)),
  };
  const mixed = namesInMixes(root);
  return KINDS.flatMap((kind) =>
    [...index.definitions[kind].keys()]
      .filter((key) => !drawn[kind](key) && !mixed.has(key))
      .map((key) => ({ kind, key })),
  );
}

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
