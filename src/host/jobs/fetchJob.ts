import * as vscode from 'vscode';
import type { Job } from '../../core/jobs/job.ts';
import type { TargetOutcome } from '../../core/jobs/targetPort.ts';
import { JOB_PATHS } from '../../core/training/trainingEngine.ts';
import { UserError } from '../userError.ts';
import type { StoredJob } from './storedJobs.ts';
import type { Targets } from './targets/targets.ts';

/** Brings the model that a training wrote to this machine; what an earlier download brought is not brought again. */
export async function fetchJob(
  { targets }: { readonly targets: Targets },
  { job }: StoredJob,
): Promise<void> {
  const target = targets.of(job.target);
  const wanted = await whatToFetch(job);
  const [folder] =
    (await vscode.window.showOpenDialog({
      title: 'Skillmix: Where does the model go?',
      openLabel: 'Download Here',
      canSelectFiles: false,
      canSelectFolders: true,
    })) ?? [];
  if (folder === undefined) return;
  const to = vscode.Uri.joinPath(folder, job.id).fsPath;
  await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: `Skillmix: downloading from ${job.target}`,
      cancellable: true,
    },
    async (progress, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => stop.abort());
      const listed = gained(await target.listFiles(job.id, JOB_PATHS.output, stop.signal));
      const files = listed.filter(({ path }) => wanted.test(path));
      if (files.length === 0)
        throw new UserError(`There is nothing to download yet in ${job.folder ?? job.id} on ${job.target}.`);
      let before = 0;
      gained(
        await target.download(
          job.id,
          { files, below: JOB_PATHS.output, to },
          (done, total) => {
            const percent = total === 0 ? 100 : (done / total) * 100;
            progress.report({ increment: percent - before, message: `${Math.round(percent)} %` });
            before = percent;
          },
          stop.signal,
        ),
      );
    },
  );
  const shown = await vscode.window.showInformationMessage(`Skillmix: downloaded to ${to}.`, 'Show');
  if (shown !== undefined) await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(to));
}

/** Checkpoints are as large as the model, and nobody who wants the model needs them. */
const MODEL = /^(?!.*checkpoint-)/u;
const ADAPTER = /^(?!.*checkpoint-).*adapter_|^(?!.*checkpoint-).*tokenizer/u;

async function whatToFetch(job: Job): Promise<RegExp> {
  const picked = await vscode.window.showQuickPick(
    [
      { label: 'The model', detail: 'Everything but checkpoints.', wanted: MODEL },
      {
        label: 'The adapter only',
        detail: 'Of a LoRA training: its weights and the tokenizer.',
        wanted: ADAPTER,
      },
      { label: 'Everything', detail: 'Checkpoints too: each is as large as the model.', wanted: /^/u },
    ],
    { title: `Skillmix: What of ${job.id}?` },
  );
  if (picked === undefined) throw new vscode.CancellationError();
  return picked.wanted;
}

function gained<T>(outcome: TargetOutcome<T>): T {
  if (outcome.kind === 'ok') return outcome.value;
  if (outcome.failure.kind === 'cancelled') throw new vscode.CancellationError();
  throw new UserError(outcome.failure.message);
}
