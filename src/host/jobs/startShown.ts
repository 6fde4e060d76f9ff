import * as vscode from 'vscode';
import type { Job } from '../../core/jobs/job.ts';
import { startJob } from '../../core/jobs/startJob.ts';
import type { StorePort } from '../../core/runs/ports.ts';
import type { StoredRunsTools } from '../runs/storedRuns.ts';
import { UserError } from '../userError.ts';
import type { JobSecrets } from './jobSecrets.ts';
import type { JobWatch } from './jobWatch.ts';

export interface StartTools extends StoredRunsTools {
  readonly jobs: JobWatch;
  readonly jobSecrets: JobSecrets;
}

/**
 * Starts a job, or starts it again, with a notification while its files are sent.
 *
 * @throws UserError where the target refuses it, saying why
 */
export async function startShown(tools: StartTools, store: StorePort, job: Job): Promise<Job> {
  const secrets = await tools.jobSecrets.of(job.spec);
  const started = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: `Skillmix: starting ${job.spec.title}`,
      cancellable: true,
    },
    (progress, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => stop.abort());
      const onTransfer = (done: number, total: number): void => {
        if (total > 0) progress.report({ message: `${Math.round((done / total) * 100)} % sent` });
      };
      return startJob(tools.jobs.jobTools(store), job, { secrets, onTransfer }, stop.signal);
    },
  );
  tools.jobs.changed();
  if (started.state === 'failed') throw new UserError(started.why ?? `${started.id} could not be started.`);
  return started;
}
