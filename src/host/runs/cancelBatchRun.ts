import * as vscode from 'vscode';
import { cancelWaiting } from '../../core/runs/batches/cancelWaiting.ts';
import { cancelEnding } from '../../core/runs/batches/stepEnding.ts';
import type { RunId } from '../../core/runs/records.ts';
import { RUN_WORDS } from '../../core/runs/runItem.ts';
import { UserError } from '../userError.ts';
import { lookAfterBatches, portsOf, tellBatches } from './lookAfterBatches.ts';
import type { RunTools } from './runTools.ts';
import { findRun } from './storedRuns.ts';

/** Asks once, and ends a run that waits for its batches. */
export async function cancelBatchRun(tools: RunTools, id: RunId | undefined): Promise<void> {
  const stored = id === undefined ? undefined : await findRun(tools, id);
  if (stored?.skillset === undefined || stored.run.state !== 'waiting')
    throw new UserError('Choose a run that waits for its batches.', [
      { title: 'Show Runs', command: 'skillmix.runs.focus' },
    ]);
  const { run, skillset } = stored;
  const title = `${RUN_WORDS[run.kind]} of ${vscode.workspace.asRelativePath(skillset)}`;
  const go = 'Cancel the Batches';
  const detail = 'What they have answered is kept and paid; what is left can be asked for again at any time.';
  const question = `${title}: cancel its batches?`;
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, go)) !== go) return;
  const { store, file } = await tools.stores.of(skillset);
  const { clock } = tools.engine;
  const ports = await portsOf(tools, await store.batches({ file, open: true }), skillset);
  const cancelling = await lookAfterBatches(tools, title, (signal) =>
    cancelWaiting({ store, clock }, { file, runId: run.id }, ports, signal),
  );
  tellBatches(cancelEnding(title, cancelling));
}
