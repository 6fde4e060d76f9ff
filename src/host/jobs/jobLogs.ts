import * as vscode from 'vscode';
import type { Job, JobId, LogPlace } from '../../core/jobs/job.ts';
import { JOB_WORDS } from '../../core/jobs/jobItem.ts';
import { readLogOn } from '../../core/jobs/readLogOn.ts';
import type { StoredRunsTools } from '../runs/storedRuns.ts';
import type { JobWatch } from './jobWatch.ts';
import { findJob, type StoredJob } from './storedJobs.ts';

/** The log of one job in the editor. */
interface ShownLog {
  readonly channel: vscode.OutputChannel;
  readonly tasks: Map<
    number,
    { place: LogPlace; readonly decoder: { decode(bytes: Uint8Array, options: { stream: boolean }): string } }
  >;
  reading: Promise<void> | undefined;
  problem: string | undefined;
}

/** The logs that were asked for, each in an output channel that goes on as the job logs more. */
export class JobLogs implements vscode.Disposable {
  readonly #tools: StoredRunsTools & { readonly jobs: JobWatch };
  readonly #shown = new Map<JobId, ShownLog>();
  readonly #subscription: vscode.Disposable;
  readonly #ended = new AbortController();

  constructor(tools: StoredRunsTools & { readonly jobs: JobWatch }) {
    this.#tools = tools;
    this.#subscription = tools.jobs.onDidChange(() => {
      for (const id of this.#shown.keys()) void this.#readOn(id);
    });
  }

  async show({ job }: StoredJob): Promise<void> {
    const shown = this.#shown.get(job.id) ?? {
      channel: vscode.window.createOutputChannel(
        `Skillmix: ${JOB_WORDS[job.spec.kind]} on ${job.target} (${job.id})`,
      ),
      tasks: new Map(),
      reading: undefined,
      problem: undefined,
    };
    this.#shown.set(job.id, shown);
    shown.channel.show(true);
    await this.#readOn(job.id);
  }

  dispose(): void {
    this.#ended.abort();
    this.#subscription.dispose();
    for (const { channel } of this.#shown.values()) channel.dispose();
  }

  /** One reading at a time: two would show the same lines. */
  async #readOn(id: JobId): Promise<void> {
    const shown = this.#shown.get(id);
    if (shown === undefined || shown.reading !== undefined) return shown?.reading;
    shown.reading = this.#read(id, shown).finally(() => {
      shown.reading = undefined;
    });
    return shown.reading;
  }

  async #read(id: JobId, shown: ShownLog): Promise<void> {
    const found = await findJob(this.#tools, id);
    if (found === undefined) return;
    const tools = this.#tools.jobs.jobTools(found.store);
    for (const task of found.job.spec.tasks.keys()) await this.#readTask(tools, found.job, task, shown);
  }

  async #readTask(
    tools: ReturnType<JobWatch['jobTools']>,
    job: Job,
    task: number,
    shown: ShownLog,
  ): Promise<void> {
    const { channel, tasks } = shown;
    const known = tasks.get(task) ?? { place: { task, attempt: 1, offset: 0 }, decoder: new TextDecoder() };
    tasks.set(task, known);
    const read = await readLogOn(
      tools,
      job,
      known.place,
      (bytes) => channel.append(asLines(known.decoder.decode(bytes, { stream: true }))),
      this.#ended.signal,
    );
    known.place = read.place;
    // Said once, and again only after it was well meanwhile.
    if (read.problem !== undefined && read.problem !== shown.problem)
      channel.appendLine(`\n[Skillmix] ${read.problem}`);
    shown.problem = read.problem;
  }
}

/** A bar that is drawn over in a terminal is a line of its own here. */
function asLines(text: string): string {
  return text.replaceAll(/\n?\r(?!\n)/gu, '\n');
}
