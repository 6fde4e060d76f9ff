import * as vscode from 'vscode';
import { progressLine } from '../../core/runs/describeProgress.ts';
import type { RunId } from '../../core/runs/records.ts';
import { RUN_WORDS } from '../../core/runs/runItem.ts';
import { isSkillset } from '../language/projects.ts';
import type { WorkspaceSkillsets } from '../language/workspaceSkillsets.ts';
import { UserError } from '../userError.ts';
import type { ActiveRun, EditorRuns } from './editorRuns.ts';
import type { RunNode } from './runNodes.ts';

/** Commands can be called by anybody: what they pass is looked at first. */
export function isRunNode(value: unknown): value is RunNode {
  return (
    typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'run' && 'item' in value
  );
}

/** The run that a view's entry, a lens or a message means. */
export function runIdIn(argument: unknown): RunId | undefined {
  if (isRunNode(argument)) return argument.item.id;
  return typeof argument === 'string' ? (argument as RunId) : undefined;
}

/** The run that a command is for; from the palette the only one under way, or the one that is picked. */
export async function activeRun(
  runs: EditorRuns,
  argument: unknown,
  question: string,
): Promise<ActiveRun | undefined> {
  const id = runIdIn(argument);
  const active = id === undefined ? undefined : runs.find(id);
  if (active !== undefined) return active;
  const [first, ...others] = runs.list();
  if (id !== undefined || first === undefined) {
    throw new UserError('This run is not under way in this window.', [
      { title: 'Show Runs', command: 'skillmix.runs.focus' },
    ]);
  }
  if (others.length === 0) return first;
  const items = [first, ...others].map((run) => ({
    label: `${RUN_WORDS[run.handle.run.kind]}: ${run.handle.run.file}`,
    description: progressLine(run.handle.progress()),
    run,
  }));
  return (await vscode.window.showQuickPick(items, { title: `Skillmix: ${question}` }))?.run;
}

/** The skillset file that a command is for: what a lens passed, the one in the editor, or the only one there is. */
export async function skillsetIn(
  { workspace }: { readonly workspace: WorkspaceSkillsets },
  argument: unknown,
): Promise<vscode.Uri> {
  if (argument instanceof vscode.Uri) return argument;
  if (typeof argument === 'string') return vscode.Uri.parse(argument);
  const document = vscode.window.activeTextEditor?.document;
  if (document !== undefined && isSkillset(document)) return document.uri;
  const uris = await workspace.uris();
  const [first] = uris;
  if (first === undefined)
    throw new UserError('There is no skillset file (*.skillset.yaml) in this workspace yet.');
  if (uris.length === 1) return first;
  const items = uris.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  const picked = await vscode.window.showQuickPick(items, { title: 'Skillmix: Which skillset?' });
  if (picked === undefined) throw new vscode.CancellationError();
  return picked.uri;
}
