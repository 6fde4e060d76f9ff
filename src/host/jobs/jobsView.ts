import * as vscode from 'vscode';
import { isOpen } from '../../core/jobs/job.ts';
import { jobItem, listedJobs } from '../../core/jobs/jobItem.ts';
import { type JobDetailNode, type JobNode, jobTreeItem } from './jobNodes.ts';
import type { JobWatch, JobWatchTools } from './jobWatch.ts';
import { storedJobs } from './storedJobs.ts';

/** The view of all jobs of the workspace. */
export function registerJobsView(tools: JobWatchTools & { readonly jobs: JobWatch }): vscode.Disposable {
  const tree = new JobsTree(tools);
  const view = vscode.window.createTreeView('skillmix.jobs', { treeDataProvider: tree });
  const redraw = (): void => tree.redraw();
  return vscode.Disposable.from(
    tree,
    view,
    tree.onDidRead(({ open, problems }) => {
      view.message = problems.join('\n');
      view.badge = open === 0 ? undefined : { value: open, tooltip: `${open} jobs under way` };
    }),
    view.onDidChangeVisibility(({ visible }) => tools.jobs.seen(visible)),
    tools.jobs.onDidChange(redraw),
    tools.stores.onDidChange(redraw),
    vscode.workspace.onDidGrantWorkspaceTrust(() => tools.jobs.changed()),
  );
}

interface Read {
  readonly open: number;
  readonly problems: readonly string[];
}

class JobsTree implements vscode.TreeDataProvider<JobNode | JobDetailNode>, vscode.Disposable {
  readonly #tools: JobWatchTools;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #read = new vscode.EventEmitter<Read>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly onDidRead = this.#read.event;
  readonly getTreeItem = jobTreeItem;

  constructor(tools: JobWatchTools) {
    this.#tools = tools;
  }

  redraw(): void {
    this.#changed.fire(undefined);
  }

  async getChildren(node?: JobNode | JobDetailNode): Promise<(JobNode | JobDetailNode)[]> {
    if (node?.kind === 'job-detail') return [];
    if (node?.kind === 'job')
      return node.item.details.map((detail) => ({ kind: 'job-detail', of: node.item, detail }));
    const { jobs, problems } = await storedJobs(this.#tools);
    const listed = listedJobs(jobs.map(({ job }) => job));
    this.#read.fire({ open: listed.filter(({ state }) => isOpen(state)).length, problems });
    const now = this.#tools.engine.clock.now();
    return listed.map((job) => ({ kind: 'job', item: jobItem(job, now) }));
  }

  dispose(): void {
    this.#changed.dispose();
    this.#read.dispose();
  }
}
