import * as vscode from 'vscode';
import { isOpen } from '../../core/jobs/job.ts';
import { jobItem, listedJobs } from '../../core/jobs/jobItem.ts';
import type { StoredRunsTools } from '../runs/storedRuns.ts';
import { jobTreeItem } from './jobNodes.ts';
import type { JobsNode, JobsRead } from './jobsPart.ts';
import { storedJobs } from './storedJobs.ts';

/** All jobs of the workspace. */
export class JobsTree implements vscode.TreeDataProvider<JobsNode>, vscode.Disposable {
  readonly #tools: StoredRunsTools;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #read = new vscode.EventEmitter<JobsRead>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly onDidRead = this.#read.event;
  readonly getTreeItem = jobTreeItem;

  constructor(tools: StoredRunsTools) {
    this.#tools = tools;
  }

  redraw(): void {
    this.#changed.fire(undefined);
  }

  async getChildren(node?: JobsNode): Promise<JobsNode[]> {
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
