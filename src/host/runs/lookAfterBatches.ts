import * as vscode from 'vscode';
import { isTargetIdentity } from '../../core/answers/evaluatedModel.ts';
import { batchModels } from '../../core/runs/batches/batchModels.ts';
import type { BatchEnding } from '../../core/runs/batches/stepEnding.ts';
import type { ModelPort } from '../../core/runs/ports.ts';
import type { Batch } from '../../core/runs/records.ts';
import type { RunTools } from './runTools.ts';

/** Does something with batches while a notification tells so, and can end it. */
export async function lookAfterBatches<T>(
  tools: RunTools,
  title: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: `Skillmix: ${title}: looking after its batches`,
    cancellable: true,
  };
  try {
    return await vscode.window.withProgress(options, (_, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      return tools.runs.during(work(abort.signal), abort);
    });
  } finally {
    tools.stores.changed();
  }
}

/** The endpoints that have some batches; those of targets are looked after by evaluating there. @throws UserError where one of them cannot be asked, saying why */
export async function portsOf(
  tools: RunTools,
  batches: readonly Batch[],
  scope: vscode.Uri,
): Promise<ModelPort[]> {
  const ofEndpoints = batches.filter(({ endpoint }) => !isTargetIdentity(endpoint));
  const students = await tools.models.studentsNamed(batchModels(ofEndpoints), {}, scope);
  return students.map(({ port }) => port);
}

export function tellBatches({ message, isTrouble }: BatchEnding): void {
  if (isTrouble) void vscode.window.showWarningMessage(message);
  else void vscode.window.showInformationMessage(message);
}
