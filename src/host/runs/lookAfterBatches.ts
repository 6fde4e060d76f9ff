import * as vscode from 'vscode';
import { isTargetIdentity } from '../../core/answers/evaluatedModel.ts';
import { batchModels } from '../../core/runs/batches/batchModels.ts';
import type { BatchEnding } from '../../core/runs/batches/stepEnding.ts';
import type { ModelPort } from '../../core/runs/ports.ts';
import type { Batch } from '../../core/runs/records.ts';
import type { RunTools } from './runTools.ts';

/**
 * Does something with batches while a notification tells so, and can end it.
 *
 * @param whole of the longer work that this is a part of and ends with: then the status bar tells it
 */
export async function lookAfterBatches<T>(
  tools: RunTools,
  title: string,
  work: (signal: AbortSignal) => Promise<T>,
  whole?: AbortSignal,
): Promise<T> {
  const { Notification, Window } = vscode.ProgressLocation;
  const options = {
    location: whole === undefined ? Notification : Window,
    title: `Skillmix: ${title}: looking after its batches`,
    cancellable: whole === undefined,
  };
  try {
    return await vscode.window.withProgress(options, (_, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      const signal = whole === undefined ? abort.signal : AbortSignal.any([abort.signal, whole]);
      return tools.runs.during(work(signal), abort);
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

/** Tells what went wrong, and not the same at each look. */
export function troublesOnce(): (ending: BatchEnding) => void {
  let last = '';
  return (ending) => {
    if (ending.isTrouble && ending.message !== last) tellBatches(ending);
    last = ending.message;
  };
}

export function tellBatches({ message, isTrouble }: BatchEnding): void {
  if (isTrouble) void vscode.window.showWarningMessage(message);
  else void vscode.window.showInformationMessage(message);
}
