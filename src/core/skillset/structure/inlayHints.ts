import { plural } from '../../format/formatCount.ts';
import { skillsIn } from '../checks/skillsIn.ts';
import { type SplitMembers, splitsOf } from '../checks/splitMembers.ts';
import { endOfLine } from '../edits/textEdit.ts';
import type { NameUse } from '../facts/nameUse.ts';
import type { NameInPart } from '../facts/partFacts.ts';
import { indexNames, type NameIndex, partsIn, rangeInFile } from '../names.ts';
import type { TextRange } from '../problem.ts';
import type { Project } from '../project.ts';
import { kindOf } from '../uses/nameAt.ts';

/** A few words that are not in the file, behind a name or at the end of its line. */
export interface InlayHint {
  readonly offset: number;
  readonly text: string;
}

/**
 * How many skills a category or split has, and which splits a skill is in, in a range of a file, in the order of the
 * text. A skill in no split, and one in a file without splits, has no hint.
 */
export function inlayHints(project: Project, path: string, range: TextRange): InlayHint[] {
  const index = indexNames(project);
  const { defined } = splitsOf(project, index);
  const text = project.documents.get(path)?.text ?? '';
  const hints: InlayHint[] = [];
  for (const { at, facts } of partsIn(index, path)) {
    for (const name of facts.names) {
      const { use } = name;
      const offset = placeOf(name, at, text);
      if (offset < range.start || offset > range.end || use.role === 'alias') continue;
      const words = hintOf(use, defined, index);
      if (words !== undefined) hints.push({ offset, text: words });
    }
  }
  return hints.sort((one, other) => one.offset - other.offset);
}

/** Between the name of a split and its colon the words would hide what follows: they stand at the end of its line. */
function placeOf(name: NameInPart, at: number, text: string): number {
  const { use, entry } = name;
  const { node } = entry;
  const behind = rangeInFile(name, at).end;
  const isSplit = use.role === 'definition' && use.of[0] === 'split';
  if (!isSplit || (node.kind === 'mapping' && node.flow)) return behind;
  return behind + text.slice(behind, endOfLine(text, behind)).trimEnd().length;
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
