import * as vscode from 'vscode';
import { UserError } from '../userError.ts';
import type { StoredJob } from './storedJobs.ts';
import type { Targets } from './targets/targets.ts';

const REMOTE_SSH = 'ms-vscode-remote.remote-ssh';

/** Opens the job's folder: here by the file manager, on an ssh host by Remote-SSH where that is installed. */
export async function openJobFolder(
  { targets }: { readonly targets: Targets },
  { job }: StoredJob,
): Promise<void> {
  const { folder } = job;
  if (folder === undefined) throw new UserError('This job has no folder yet: it was never sent.');
  const { target } = targets.of(job.target);
  const host = 'host' in target ? target.host : undefined;
  if (host === undefined) {
    await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(folder));
    return;
  }
  if (vscode.extensions.getExtension(REMOTE_SSH) !== undefined) {
    const uri = vscode.Uri.from({ scheme: 'vscode-remote', authority: `ssh-remote+${host}`, path: folder });
    await vscode.commands.executeCommand('vscode.openFolder', uri, { forceNewWindow: true });
    return;
  }
  await vscode.env.clipboard.writeText(folder);
  void vscode.window.showInformationMessage(
    `Skillmix: the folder on ${host} is on the clipboard: ${folder}. With Remote-SSH it would open in a window of its own.`,
  );
}
