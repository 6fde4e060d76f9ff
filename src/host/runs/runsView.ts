import * as vscode from 'vscode';
import type { RunProgress } from '../../core/runs/progress.ts';
import type { RunId } from '../../core/runs/records.ts';
import { listedRuns, runItem } from '../../core/runs/runItem.ts';
import { RootsAhead } from '../rootsAhead.ts';
import type { EditorRuns } from './editorRuns.ts';
import { type DetailNode, type RunNode, treeItem } from './runNodes.ts';
import { type RunsFound, type StoredRunsTools, storedRuns } from './storedRuns.ts';

export interface RunsViewTools extends StoredRunsTools {
  readonly runs: EditorRuns;
}

/** In milliseconds: how often the view looks whether a process elsewhere is still there. */
const LOOK = 5_000;

/** The view of all runs of the workspace. */
export function registerRunsView(tools: RunsViewTools): vscode.Disposable {
  const tree = new RunsTree(tools, () => view.visible);
  const view: vscode.TreeView<RunNode | DetailNode> = vscode.window.createTreeView('skillmix.runs', {
    treeDataProvider: tree,
  });
  const reread = (): void => tree.reread();
  const looking = setInterval(() => {
    if (view.visible && tree.watchesOthers) reread();
  }, LOOK);
  return vscode.Disposable.from(
    tree,
    view,
    tree.onDidRead(({ problems }) => {
      view.message = problems.join('\n');
    }),
    tools.stores.onDidChange(reread),
    tools.runs.onDidChange(() => {
      const count = tools.runs.list().length;
      view.badge = count === 0 ? undefined : { value: count, tooltip: `${count} under way` };
      reread();
    }),
    tools.runs.onDidProgress(() => {
      if (view.visible) tree.redraw();
    }),
    vscode.commands.registerCommand('skillmix.showRun', async (id) => {
      const node = await tree.find(id);
      if (node !== undefined) await view.reveal(node, { focus: true });
    }),
    new vscode.Disposable(() => clearInterval(looking)),
  );
}

class RunsTree implements vscode.TreeDataProvider<RunNode | DetailNode>, vscode.Disposable {
  readonly #tools: RunsViewTools;
  readonly #isShown: () => boolean;
  readonly #ahead = new RootsAhead<RunNode | DetailNode>((roots) => this.#changed.fire(roots));
  readonly #changed = new vscode.EventEmitter<(RunNode | DetailNode)[] | undefined>();
  readonly #read = new vscode.EventEmitter<RunsFound>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly onDidRead = this.#read.event;
  readonly getTreeItem = treeItem;
  /** Only runs are ever looked for, and those lie at the root. */
  readonly getParent = (): undefined => undefined;
  readonly #roots = {
    getChildren: (): Promise<(RunNode | DetailNode)[]> => this.#runs(),
    rootId: (node: RunNode | DetailNode): string => (node.kind === 'run' ? node.item.id : node.of.id),
  };
  #found: Promise<RunsFound> | undefined;
  #watchesOthers = false;

  constructor(tools: RunsViewTools, isShown: () => boolean) {
    this.#tools = tools;
    this.#isShown = isShown;
  }

  /** Whether some process elsewhere is at a run. */
  get watchesOthers(): boolean {
    return this.#watchesOthers;
  }

  /** Shows what the stores say now. */
  reread(): void {
    this.#found = undefined;
    this.redraw();
  }

  /** Shows how far the runs of this window are, without reading a store. */
  redraw(): void {
    this.#ahead.changed(this.#roots, this.#isShown());
  }

  async getChildren(node?: RunNode | DetailNode): Promise<(RunNode | DetailNode)[]> {
    if (node === undefined) return this.#ahead.take(this.#roots);
    if (node.kind === 'detail') return [];
    const { item } = node;
    return item.details.map((detail): DetailNode => ({ kind: 'detail', of: item, detail }));
  }

  /** @param id may be anything: anybody may call a command */
  async find(id: unknown): Promise<RunNode | undefined> {
    return (await this.#runs()).find(({ item }) => item.id === id);
  }

  dispose(): void {
    this.#changed.dispose();
    this.#read.dispose();
  }

  async #runs(): Promise<RunNode[]> {
    const found = await this.#stored();
    const skillsetOf = new Map(found.runs.map(({ run, skillset }) => [run.id, skillset]));
    const listed = listedRuns(found.runs.map(({ run }) => run));
    const live = this.#live();
    this.#watchesOthers = listed.some(
      ({ id, state, isGone }) => state === 'running' && !isGone && !live.has(id),
    );
    const hasSeveralFiles = new Set(listed.map(({ file }) => file)).size > 1;
    const now = this.#tools.engine.clock.now();
    return listed.map((run) => {
      const skillset = skillsetOf.get(run.id);
      const progress = live.get(run.id);
      const shown = { hasFile: skillset !== undefined, now, ...(progress && { live: progress }) };
      const item = runItem(run, shown);
      return { kind: 'run', item, skillset, ...(hasSeveralFiles && { file: run.file }) };
    });
  }

  #stored(): Promise<RunsFound> {
    if (this.#found !== undefined) return this.#found;
    const found = storedRuns(this.#tools);
    this.#found = found;
    found.then((read) => this.#read.fire(read)).catch(() => undefined);
    return found;
  }

  #live(): Map<RunId, RunProgress> {
    return new Map(this.#tools.runs.list().map(({ handle }) => [handle.run.id, handle.progress()]));
  }
}
