import * as vscode from 'vscode';
import { registerTrustedCommand } from '../registerCommand.ts';
import type { Stores } from '../stores.ts';
import { JOB_COMMANDS, type JobCommand, type JobsNode, type JobsPart } from './jobsPart.ts';
import { lazyView } from './lazyView.ts';

export interface RegisterJobsTools {
  readonly stores: Stores;
  readonly log: vscode.LogOutputChannel;
}

/** The views of jobs and of studies, and their commands. What is behind them is loaded when the first of them is used. */
export class RegisteredJobs implements vscode.Disposable {
  readonly #load: () => Promise<JobsPart>;
  readonly #tools: RegisterJobsTools;
  readonly #registrations: vscode.Disposable[];
  readonly #view: vscode.TreeView<JobsNode>;
  readonly #isSeen: () => boolean;
  #part: Promise<JobsPart> | undefined;

  constructor(tools: RegisterJobsTools, load: () => Promise<JobsPart>) {
    this.#tools = tools;
    this.#load = load;
    const jobs = lazyView('skillmix.jobs', async () => (await this.#loaded()).tree);
    const studies = lazyView('skillmix.studies', async () => (await this.#loaded()).studies);
    const look = (): unknown => this.#look();
    this.#view = jobs.view;
    this.#isSeen = () => jobs.view.visible || studies.view.visible;
    this.#registrations = [
      jobs.disposable,
      studies.disposable,
      jobs.view.onDidChangeVisibility(look),
      studies.view.onDidChangeVisibility(look),
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

  /** What is seen may change while the part is loaded. */
  async #look(): Promise<void> {
    const part = this.#isSeen() && vscode.workspace.isTrusted ? this.#loaded() : this.#part;
    (await part)?.seen(this.#isSeen());
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
      part.onDidAskFor((node) => this.#view.reveal(node, { focus: true })),
      this.#tools.stores.onDidChange(() => part.redraw()),
    );
    part.seen(this.#isSeen());
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
