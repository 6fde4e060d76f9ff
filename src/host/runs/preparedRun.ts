import * as vscode from 'vscode';
import type { PriceOf } from '../../core/runs/budget.ts';
import type { AskedModel } from '../../core/runs/callGates.ts';
import type { Student } from '../../core/runs/generateSample.ts';
import type { Grader, GradingTools } from '../../core/runs/gradeSample.ts';
import type { Run, RunKind } from '../../core/runs/records.ts';
import type { RunWork } from '../../core/runs/runner.ts';
import type { Skillset } from '../../core/skillset/skillset.ts';
import type { Budget } from '../../core/skillset/study.ts';
import { isSkillset } from '../language/projects.ts';
import { mustBeSaved } from '../mixes/editorRun.ts';
import { UserError } from '../userError.ts';
import type { RunTools } from './runTools.ts';

/** A run made ready from a file and the settings. Nothing has been asked or written yet. */
export interface PreparedRun {
  readonly kind: RunKind;
  readonly skillset: vscode.Uri;
  /** Such as `Data of A first study`. */
  readonly title: string;
  /** What it will do, in a word: `data`. */
  readonly part: string;
  /** What will be done and paid, in a few lines. */
  readonly summary: string;
  /** The same at length, for reading. */
  readonly text: string;
  readonly record: Run['plan'];
  /** All that will be asked. */
  readonly models: readonly AskedModel[];
  readonly budget: Budget | undefined;
  readonly priceOf: PriceOf;
  /** The work anew each time: it can be gone through once. */
  workFor(tools: GradingTools, run: Run): Promise<RunWork>;
}

/** The skillset of a file as the editor has it. */
export interface SkillsetFile {
  readonly uri: vscode.Uri;
  readonly skillset: Skillset;
}

/** @throws UserError where the file is not saved anywhere, or has errors: a run must not leave out what is meant */
export async function soundSkillset(
  tools: Pick<RunTools, 'projects'>,
  uri: vscode.Uri,
): Promise<SkillsetFile> {
  mustBeSaved(uri);
  const document = await vscode.workspace.openTextDocument(uri);
  if (!isSkillset(document)) throw new UserError('Open a skillset file (*.skillset.yaml) first.');
  const open = await tools.projects.of(document);
  const errors = open.problems().filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first === undefined) return { uri, skillset: open.skillset() };
  const more = errors.length === 1 ? '' : ` (and ${errors.length - 1} more)`;
  throw new UserError(`The skillset has an error, so nothing is run: ${first.message}${more}`, [
    { title: 'Show Problems', command: 'workbench.actions.view.problems' },
  ]);
}

/** The file's title, or else its name. */
export function titleOf({ uri, skillset }: SkillsetFile): string {
  return skillset.title === '' ? vscode.workspace.asRelativePath(uri) : skillset.title;
}

export function askedModels(students: readonly Student[], graders: readonly Grader[]): AskedModel[] {
  return [...students, ...graders.filter((grader) => grader.kind === 'model')];
}
