import * as vscode from 'vscode';
import type { JobId } from '../../core/jobs/job.ts';
import { jobCurves } from '../../core/jobs/jobCurves.ts';
import { jobItem } from '../../core/jobs/jobItem.ts';
import type { ToJobPage } from '../../protocol/job.ts';
import { webviewHtml } from '../panel/webviewHtml.ts';
import type { StoredRunsTools } from '../runs/storedRuns.ts';
import type { JobWatch } from './jobWatch.ts';
import { findJob, type StoredJob } from './storedJobs.ts';

export interface JobCurveTools extends StoredRunsTools {
  readonly jobs: JobWatch;
  readonly extensionUri: vscode.Uri;
}

/** Pages that show how trainings go, one for each that was asked for, drawn anew as they log. */
export class JobCurves implements vscode.Disposable {
  readonly #tools: JobCurveTools;
  readonly #panels = new Map<JobId, vscode.WebviewPanel>();
  readonly #subscription: vscode.Disposable;

  constructor(tools: JobCurveTools) {
    this.#tools = tools;
    this.#subscription = tools.jobs.onDidChange(() => {
      for (const id of this.#panels.keys()) void this.#send(id);
    });
  }

  async show({ job }: StoredJob): Promise<void> {
    const open = this.#panels.get(job.id);
    if (open !== undefined) return open.reveal(undefined, true);
    const root = this.#tools.extensionUri;
    const panel = vscode.window.createWebviewPanel(
      'skillmix.job',
      job.spec.title,
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(root, 'dist')] },
    );
    panel.iconPath = vscode.Uri.joinPath(root, 'media', 'icon.png');
    this.#panels.set(job.id, panel);
    panel.onDidDispose(() => this.#panels.delete(job.id));
    // The page says one thing only: that it is ready.
    panel.webview.onDidReceiveMessage(() => this.#send(job.id));
    panel.webview.html = webviewHtml(panel.webview, root, 'job.js');
  }

  dispose(): void {
    this.#subscription.dispose();
    for (const panel of this.#panels.values()) panel.dispose();
  }

  async #send(id: JobId): Promise<void> {
    const panel = this.#panels.get(id);
    const found = panel && (await findJob(this.#tools, id));
    if (found === undefined) return;
    const { label, description, details } = jobItem(found.job, this.#tools.engine.clock.now());
    const figures = jobCurves(await found.store.jobSteps(id));
    const message: ToJobPage = { kind: 'job', job: { title: label, description, details, figures } };
    await this.#panels.get(id)?.webview.postMessage(message);
  }
}
