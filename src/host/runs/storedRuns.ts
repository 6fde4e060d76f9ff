import type * as vscode from 'vscode';
import type { Run, RunId } from '../../core/runs/records.ts';
import type { Engine } from '../engine.ts';
import type { WorkspaceSkillsets } from '../language/workspaceSkillsets.ts';
import type { Stores } from '../stores.ts';

/** A run that a store of this workspace keeps, under way or past. */
export interface StoredRun {
  readonly run: Run;
  /** Undefined: the workspace has no such file any more. */
  readonly skillset: vscode.Uri | undefined;
}

export interface StoredRunsTools {
  readonly engine: Engine;
  readonly stores: Stores;
  readonly workspace: WorkspaceSkillsets;
}

export interface RunsFound {
  readonly runs: readonly StoredRun[];
  /** Why a store could not be read, in its own words. */
  readonly problems: readonly string[];
}

/** The runs of all skillset files of the workspace. Stores that are not there are not made. */
export async function storedRuns(tools: StoredRunsTools): Promise<RunsFound> {
  const runs: StoredRun[] = [];
  const problems: string[] = [];
  for (const files of (await filesByStore(tools)).values()) {
    try {
      runs.push(...(await runsOf(tools, files)));
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    }
  }
  return { runs, problems };
}

export async function findRun(tools: StoredRunsTools, id: RunId): Promise<StoredRun | undefined> {
  return (await storedRuns(tools)).runs.find(({ run }) => run.id === id);
}

/** By the path of the store: the files that it serves, by the names it knows them under. */
export async function filesByStore({
  engine,
  workspace,
}: StoredRunsTools): Promise<Map<string, Map<string, vscode.Uri>>> {
  const byStore = new Map<string, Map<string, vscode.Uri>>();
  for (const uri of await workspace.uris()) {
    if (uri.scheme !== 'file') continue;
    const { path, file } = engine.storePlace(uri.fsPath);
    const files = byStore.get(path) ?? new Map<string, vscode.Uri>();
    byStore.set(path, files.set(file, uri));
  }
  return byStore;
}

async function runsOf(
  { stores }: StoredRunsTools,
  files: ReadonlyMap<string, vscode.Uri>,
): Promise<StoredRun[]> {
  const [anyFile] = files.values();
  const open = anyFile && (await stores.existing(anyFile));
  const runs = (await open?.store.runs()) ?? [];
  return runs.map((run) => ({ run, skillset: files.get(run.file) }));
}
