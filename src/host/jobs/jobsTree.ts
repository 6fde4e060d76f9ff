import * as vscode from 'vscode';
import { awaitedJobs } from '../../core/answers/awaitedJobs.ts';
import { isOpen, type JobId } from '../../core/jobs/job.ts';
import { jobItem, listedJobs } from '../../core/jobs/jobItem.ts';
import type { StoredRunsTools } from '../runs/storedRuns.ts';
import type { GoingOn } from './goingOn.ts';
import { type JobNode, jobTreeItem } from './jobNodes.ts';
import type { JobsNode, JobsRead } from './jobsPart.ts';
import type { LazyTree } from './lazyView.ts';
import { type StoredJob, storedJobs } from './storedJobs.ts';

interface JobsTreeTools extends StoredRunsTools {
  readonly goingOn: GoingOn;
}

/** All jobs of the workspace. */
export class JobsTree implements LazyTree<JobsNode>, vscode.Disposable {
  readonly #tools: JobsTreeTools;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #read = new vscode.EventEmitter<JobsRead>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly onDidRead = this.#read.event;
  readonly getTreeItem = jobTreeItem;

  constructor(tools: JobsTreeTools) {
    this.#tools = tools;
  }

  redraw(): void {
    this.#changed.fire(undefined);
  }

  rootId(node: JobsNode): string {
    return node.kind === 'job' ? node.item.id : node.of.id;
  }

  async getChildren(node?: JobsNode): Promise<JobsNode[]> {
    if (node?.kind === 'job-detail') return [];
    if (node?.kind === 'job')
      return node.item.details.map((detail) => ({ kind: 'job-detail', of: node.item, detail }));
    return this.#jobs();
  }

  async #jobs(): Promise<JobNode[]> {
    const { jobs, problems } = await storedJobs(this.#tools);
    const listed = listedJobs(jobs.map(({ job }) => job));
    this.#read.fire({ open: listed.filter(({ state }) => isOpen(state)).length, problems });
    const now = this.#tools.engine.clock.now();
    const awaited = await this.#awaited(jobs);
    return listed.map((job) => ({ kind: 'job', item: jobItem(job, now, awaited.has(job.id)) }));
  }

  /** Those from which an evaluation can be gone on with: nothing is offered that goes on by itself. */
  async #awaited(jobs: readonly StoredJob[]): Promise<ReadonlySet<JobId>> {
    const awaited = new Set<JobId>();
    for (const { skillset, store, job } of new Map(jobs.map((found) => [found.skillset, found])).values()) {
      if (skillset === undefined || this.#tools.goingOn.has(skillset)) continue;
      const ofFile = jobs.flatMap((found) => (found.skillset === skillset ? found.job : []));
      for (const id of awaitedJobs(ofFile, await store.runs(job.file))) awaited.add(id);
    }
    return awaited;
  }

  async find(id: JobId): Promise<JobNode | undefined> {
    return (await this.#jobs()).find(({ item }) => item.id === id);
  }

  dispose(): void {
    this.#changed.dispose();
    this.#read.dispose();
  }
}
