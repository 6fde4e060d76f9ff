import * as vscode from 'vscode';
import { nameKeyOf } from '../../core/mixes/mix.ts';
import { type MixEntry, mixEntries } from '../../core/skillset/mixEntries.ts';
import type { AuthoredMix, Skillset } from '../../core/skillset/skillset.ts';
import { isSkillset, type OpenProject, type Projects } from '../language/projects.ts';
import { UserError } from '../userError.ts';

/** One entry of `mixes:` in an open file, with its references resolved. */
export interface MixInFile {
  readonly open: OpenProject;
  readonly skillset: Skillset;
  readonly entry: MixEntry;
  readonly mix: AuthoredMix;
}

/** Which mix a command means: what a lens passed, or else the one at the cursor. */
export interface MixTarget {
  readonly uri: string;
  readonly index: number;
}

/** @throws UserError where no such mix can be read, saying why */
export async function findMix(projects: Projects, target: MixTarget | undefined): Promise<MixInFile> {
  const document = await documentOf(target);
  const open = await projects.of(document);
  const entries = entriesOf(open);
  const index = target?.index ?? indexAtCursor(document, entries);
  const entry = entries.find((candidate) => candidate.index === index);
  if (entry === undefined)
    throw new UserError('There is no mix here: put the cursor into an entry of `mixes:`.');
  const skillset = open.skillset();
  const mix = skillset.mixes.find((candidate) => candidate.index === index);
  if (mix === undefined) throw brokenMix(open, entry);
  return { open, skillset, entry, mix };
}

export function entriesOf({ project, document }: OpenProject): readonly MixEntry[] {
  const parsed = project.documents.get(document.uri.toString());
  return parsed === undefined ? [] : mixEntries(parsed);
}

/**
 * The entry that a mix has become after edits elsewhere: the same skills and topic, at the old place or at the
 * nearest one. Undefined where it is gone or means something else now.
 */
export function findAgain(open: OpenProject, before: MixInFile): MixInFile | undefined {
  const skillset = open.skillset();
  const entries = entriesOf(open);
  const same = skillset.mixes.filter((mix) => nameKeyOf(mix) === nameKeyOf(before.mix));
  const distance = (mix: AuthoredMix): number => Math.abs(mix.index - before.mix.index);
  const [mix] = same.sort((a, b) => distance(a) - distance(b));
  const entry = entries.find(({ index }) => index === mix?.index);
  return mix === undefined || entry === undefined ? undefined : { open, skillset, entry, mix };
}

export async function documentOf(target: MixTarget | undefined): Promise<vscode.TextDocument> {
  if (target !== undefined) return vscode.workspace.openTextDocument(vscode.Uri.parse(target.uri));
  const document = vscode.window.activeTextEditor?.document;
  if (document !== undefined && isSkillset(document)) return document;
  throw new UserError('Open a skillset file (*.skillset.yaml) and put the cursor into an entry of `mixes:`.');
}

function indexAtCursor(document: vscode.TextDocument, entries: readonly MixEntry[]): number | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document !== document) return undefined;
  const offset = document.offsetAt(editor.selection.active);
  const lineEnd = document.offsetAt(document.lineAt(editor.selection.active).range.end);
  return entries.find(({ range }) => range.start <= lineEnd && offset <= range.end)?.index;
}

function brokenMix({ problems }: OpenProject, entry: MixEntry): UserError {
  const problem = problems().find(
    ({ range, severity }) =>
      severity === 'error' && range.start >= entry.range.start && range.start <= entry.range.end,
  );
  const why = problem === undefined ? 'it needs `skills` and a `topic`' : problem.message;
  return new UserError(`This mix cannot be used yet: ${why}`, [
    { title: 'Show Problems', command: 'workbench.actions.view.problems' },
  ]);
}

/** Commands can be called by anybody: what they pass is looked at first. */
export function isMixTarget(value: unknown): value is MixTarget {
  if (typeof value !== 'object' || value === null || !('uri' in value) || !('index' in value)) return false;
  return typeof value.uri === 'string' && typeof value.index === 'number';
}
