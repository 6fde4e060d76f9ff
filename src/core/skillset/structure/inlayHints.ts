import { plural } from '../../format/formatCount.ts';
import { skillsIn } from '../checks/skillFacts.ts';
import { type SplitMembers, splitsOf } from '../checks/splitMembers.ts';
import type { NameUse } from '../facts/nameUse.ts';
import { indexNames, type NameIndex } from '../names.ts';
import type { TextRange } from '../problem.ts';
import type { Project } from '../project.ts';
import { kindOf } from '../uses/nameAt.ts';

/** A few words behind a name that are not in the file. */
export interface InlayHint {
  readonly offset: number;
  readonly text: string;
}

/**
 * How many skills a category or split has, and which splits a skill is in, behind the names in a range of a file. A skill
 * in no split, and one in a file without splits, has no hint.
 */
export function inlayHints(project: Project, path: string, range: TextRange): InlayHint[] {
  const index = indexNames(project);
  const { defined } = splitsOf(project, index);
  const hints: InlayHint[] = [];
  for (const { at, facts } of index.facts.get(path) ?? []) {
    for (const use of facts.names) {
      const offset = at + use.end;
      if (offset < range.start || offset > range.end || use.role === 'alias') continue;
      const text = hintOf(use, defined, index);
      if (text !== undefined) hints.push({ offset, text });
    }
  }
  return hints;
}

function hintOf(use: NameUse, splits: readonly SplitMembers[], index: NameIndex): string | undefined {
  const isDefinition = use.role === 'definition';
  switch (kindOf(use, index)) {
    case 'category':
      return isDefinition || !index.definitions.category.has(use.key)
        ? undefined
        : plural(skillsIn(index).facts.filter(({ category }) => category === use.key).length, 'skill');
    case 'split': {
      const definition = index.definitions.split.get(use.key);
      const split = isDefinition ? splits.find(({ name }) => name === definition?.name.trim()) : undefined;
      return split && `${plural(split.skills.size, 'skill')}, ${plural(split.topics.size, 'topic')}`;
    }
    case 'skill': {
      const names = isDefinition
        ? splits.filter(({ skills }) => skills.has(use.key)).map(({ name }) => name)
        : [];
      return names.length === 0 ? undefined : names.join(', ');
    }
    default:
      return undefined;
  }
}
