import { ALL_SPLIT } from '../../mixes/mix.ts';
import { renderLike } from '../edits/renderLike.ts';
import type { TextEdit } from '../edits/textEdit.ts';
import type { TextRange } from '../problem.ts';
import type { Project } from '../project.ts';
import { type FoundName, nameAt } from './nameAt.ts';
import { nameRefusal } from './nameRefusal.ts';
import { type LocatedUse, projectsOf, usesInAll } from './usesOf.ts';

export interface Refusal {
  readonly kind: 'refused';
  /** A sentence for the author. */
  readonly reason: string;
}

/** What can be renamed at a place: the range of the name, and the name without its quotes. */
export interface Renamable {
  readonly kind: 'renamable';
  readonly range: TextRange;
  readonly name: string;
}

/** The edits of each file, by path, in the order of the text. */
export interface RenameEdits {
  readonly kind: 'edits';
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
}

export function renamableAt(project: Project, path: string, offset: number): Renamable | Refusal {
  const found = renamed(project, path, offset);
  return found.kind === 'refused'
    ? found
    : { kind: 'renamable', range: found.name.range, name: found.name.thing.name };
}

/**
 * Renames what has its name at an offset, wherever the name stands. Each place keeps its quotes, and gets some where the
 * new name needs them. `others` are further projects, of which those count that share the file that defines the name.
 */
export function renameAt(
  place: { readonly project: Project; readonly path: string; readonly offset: number },
  newName: string,
  others: readonly Project[] = [],
): RenameEdits | Refusal {
  const { project, path, offset } = place;
  const found = renamed(project, path, offset);
  if (found.kind === 'refused') return found;
  const { thing } = found.name;
  const projects = projectsOf(thing, project, others);
  const reason = nameRefusal(thing, newName, projects);
  if (reason !== undefined) return { kind: 'refused', reason };
  const texts = new Map(
    projects.flatMap(({ documents }) => [...documents]).map(([at, { text }]) => [at, text]),
  );
  const edits = new Map<string, TextEdit[]>();
  for (const [file, uses] of byFile(usesInAll(projects, thing)))
    edits.set(file, editsIn(texts.get(file) ?? '', uses, newName));
  return { kind: 'edits', edits };
}

type Renamed = { readonly kind: 'found'; readonly name: FoundName } | Refusal;

function renamed(project: Project, path: string, offset: number): Renamed {
  const name = nameAt(project, path, offset);
  if (name === undefined) return refused('There is no name here that can be renamed.');
  const { kind, key } = name.thing;
  if (name.role === 'alias') return refused('Nothing refers to an alias: change it where it stands.');
  if (kind === 'split' && key === ALL_SPLIT)
    return refused(`"${ALL_SPLIT}" stands for all skills and all topics, and keeps its name.`);
  if (!name.isDefined)
    return refused(`There is no ${kind} "${name.thing.name}": correct the name, or add the ${kind}.`);
  return { kind: 'found', name };
}

function refused(reason: string): Refusal {
  return { kind: 'refused', reason };
}

function byFile(uses: readonly LocatedUse[]): Map<string, LocatedUse[]> {
  const files = new Map<string, LocatedUse[]>();
  for (const use of uses) files.set(use.path, [...(files.get(use.path) ?? []), use]);
  return files;
}

function editsIn(text: string, uses: readonly LocatedUse[], newName: string): TextEdit[] {
  return uses
    .filter(({ range }) => !isYamlAlias(text, range))
    .map(({ range: { start, end } }) => ({
      start,
      end,
      newText: renderLike(text.slice(start, end), newName),
    }))
    .sort((one, other) => one.start - other.start);
}

/** What stands at the anchor is renamed there, and the alias follows. */
function isYamlAlias(text: string, { start }: TextRange): boolean {
  return text[start] === '*';
}
