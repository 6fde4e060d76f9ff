import * as vscode from 'vscode';
import { advanceJobs } from '../../core/jobs/advanceJobs.ts';
import { isOpen, type Job, type JobId, type JobState } from '../../core/jobs/job.ts';
import { JOB_WORDS } from '../../core/jobs/jobItem.ts';
import type { JobTools } from '../../core/jobs/jobTools.ts';
import { readJobLog } from '../../core/jobs/readJobLog.ts';
import type { StorePort } from '../../core/runs/ports.ts';
import type { StoredRunsTools } from '../runs/storedRuns.ts';
import type { GoingOn } from './goingOn.ts';
import { Lookout } from './lookout.ts';
import { type JobsFound, storedJobs } from './storedJobs.ts';
import type { Targets } from './targets/targets.ts';

export interface JobWatchTools extends StoredRunsTools {
  readonly targets: Targets;
  readonly goingOn: GoingOn;
  readonly log: vscode.LogOutputChannel;
}

/** In milliseconds: how long after one look at the open jobs comes the next, seen and unseen. */
const PAUSE = 3_000;
const PAUSE_UNSEEN = 30_000;

/**
 * Asks the targets of open jobs how they are, again and again while there are any. What it learns is in the stores;
 * jobs need nobody to watch them, so that a window which closes ends nothing.
 */
export class JobWatch implements vscode.Disposable {
  readonly #tools: JobWatchTools;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #ended = new AbortController();
  readonly #states = new Map<JobId, JobState>();
  readonly #lookout = new Lookout(() => this.#look());
  #isSeen = false;
  /** Something about a job is new. */
  readonly onDidChange = this.#changed.event;

  constructor(tools: JobWatchTools) {
    this.#tools = tools;
  }

  /** Whether somebody looks at jobs: then their targets are asked more often. */
  seen(isSeen: boolean): void {
    this.#isSeen = isSeen;
    if (isSeen) this.#lookout.soon();
  }

  /** What dispatching and following jobs needs, for one store. */
  jobTools(store: StorePort): JobTools {
    const { engine, targets } = this.#tools;
    return { store, clock: engine.clock, target: (name) => targets.find(name), readProgress: readJobLog };
  }

  /** Tells the listeners that a command changed a job, and looks what became of it. */
  changed(): void {
    this.#changed.fire();
    this.#lookout.soon();
  }

  /** Ends the looking; what is known stays in the stores. */
  async end(): Promise<void> {
    this.#ended.abort();
    await this.#lookout.end();
  }

  dispose(): void {
    void this.end();
    this.#changed.dispose();
  }

  async #look(): Promise<number | undefined> {
    try {
      const found = vscode.workspace.isTrusted ? await storedJobs(this.#tools) : NONE;
      if (!(await this.#advance(found))) return undefined;
      return this.#isSeen ? PAUSE : PAUSE_UNSEEN;
    } catch (error) {
      // One failed look must not be the last.
      this.#tools.log.warn(`Jobs could not be looked at: ${String(error)}`);
      return PAUSE_UNSEEN;
    }
  }

  async #advance({ jobs }: JobsFound): Promise<boolean> {
    for (const { job } of jobs) if (!this.#states.has(job.id)) this.#states.set(job.id, job.state);
    const stores = new Set(jobs.filter(({ job }) => isOpen(job.state)).map(({ store }) => store));
    let hasOpen = false;
    for (const store of stores) {
      const advanced = await advanceJobs(this.jobTools(store), {}, this.#ended.signal);
      for (const job of advanced) this.#tell(job, jobs.find((found) => found.job.id === job.id)?.skillset);
      hasOpen ||= advanced.some(({ state }) => isOpen(state));
    }
    if (stores.size > 0) this.#changed.fire();
    return hasOpen;
  }

  /** A job that has ended since the last look is worth a word. */
  #tell({ id, state, spec, target, why }: Job, skillset: vscode.Uri | undefined): void {
    const before = this.#states.get(id);
    this.#states.set(id, state);
    if (before === undefined || before === state || isOpen(state)) return;
    // What goes on by itself tells how it ends, and not each of its steps.
    if (state === 'done' && skillset !== undefined && this.#tools.goingOn.has(skillset)) return;
    const text = `Skillmix: ${JOB_WORDS[spec.kind]} on ${target} is ${state}.${why === undefined ? '' : ` ${why}`}`;
    const show = state === 'done' ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
    void show(text, SHOW).then((chosen) =>
      chosen === SHOW ? vscode.commands.executeCommand('skillmix.jobs.focus') : undefined,
    );
  }
}

const SHOW = 'Show Jobs';
const NONE: JobsFound = { jobs: [], problems: [] };
