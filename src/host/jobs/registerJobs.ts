import * as vscode from 'vscode';
import { registerTrustedCommand } from '../registerCommand.ts';
import type { Stores } from '../stores.ts';
import { JOB_COMMANDS, type JobCommand, type JobsNode, type JobsPart } from './jobsPart.ts';

export interface RegisterJobsTools {
  readonly stores: Stores;
  readonly log: vscode.LogOutputChannel;
}

/** The view of the jobs and their commands. What is behind them is loaded when the first of them is used. */
export class RegisteredJobs implements vscode.Disposable {
  readonly #load: () => Promise<JobsPart>;
  readonly #tools: RegisterJobsTools;
  readonly #registrations: vscode.Disposable[];
  readonly #changed = new vscode.EventEmitter<JobsNode | undefined>();
  readonly #view: vscode.TreeView<JobsNode>;
  #part: Promise<JobsPart> | undefined;

  constructor(tools: RegisterJobsTools, load: () => Promise<JobsPart>) {
    this.#tools = tools;
    this.#load = load;
    this.#view = vscode.window.createTreeView('skillmix.jobs', { treeDataProvider: this.#provider() });
    this.#registrations = [
      this.#view,
      this.#changed,
      this.#view.onDidChangeVisibility(({ visible }) => void this.#seen(visible)),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#changed.fire(undefined)),
      ...commandsOf(tools.log, () => this.#loaded()),
    ];
  }

  /** Waits until looking and connections have ended. Jobs go on. */
  async end(): Promise<void> {
    await this.#part?.then(
      (part) => part.end(),
      () => undefined,
    );
  }

  dispose(): void {
    for (const registration of this.#registrations) registration.dispose();
  }

  #provider(): vscode.TreeDataProvider<JobsNode> {
    let shown: vscode.TreeDataProvider<JobsNode> | undefined;
    return {
      onDidChangeTreeData: this.#changed.event,
      getChildren: async (node) => {
        if (!vscode.workspace.isTrusted) return [];
        shown = (await this.#loaded()).tree;
        return shown.getChildren(node);
      },
      getTreeItem: (node) => shown?.getTreeItem(node) ?? new vscode.TreeItem(''),
    };
  }

  async #seen(isSeen: boolean): Promise<void> {
    if (isSeen && vscode.workspace.isTrusted) (await this.#loaded()).seen(true);
    else (await this.#part)?.seen(isSeen);
  }

  #loaded(): Promise<JobsPart> {
    this.#part ??= this.#load().then((part) => {
      this.#connect(part);
      return part;
    });
    return this.#part;
  }

  #connect(part: JobsPart): void {
    this.#registrations.push(
      part.onDidRead(({ open, problems }) => {
        this.#view.message = problems.join('\n');
        this.#view.badge = open === 0 ? undefined : { value: open, tooltip: `${open} jobs under way` };
      }),
      part.tree.onDidChangeTreeData?.(() => this.#changed.fire(undefined)) ?? this.#changed,
      this.#tools.stores.onDidChange(() => part.redraw()),
    );
    part.seen(this.#view.visible);
  }
}

function commandsOf(log: vscode.LogOutputChannel, loaded: () => Promise<JobsPart>): vscode.Disposable[] {
  return Object.entries(JOB_COMMANDS).map(([id, title]) =>
    registerTrustedCommand(log, {
      id,
      title,
      body: async (argument) => (await loaded()).commands[id as JobCommand](argument),
    }),
  );
}
