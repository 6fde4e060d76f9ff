import * as vscode from 'vscode';
import { limitOf } from '../../core/plan/runPlan.ts';
import { progressLine } from '../../core/runs/describeProgress.ts';
import type { GradingTools } from '../../core/runs/gradeSample.ts';
import type { Run, RunId } from '../../core/runs/records.ts';
import { endingOf } from '../../core/runs/runEnding.ts';
import { type RunHandle, type RunSummary, startRun } from '../../core/runs/runner.ts';
import { sharedBudget } from '../../core/runs/spentBefore.ts';
import { newRunId } from '../mixes/editorRun.ts';
import { readSettings } from '../settings.ts';
import { gradingTools } from './gradingTools.ts';
import type { PreparedRun } from './preparedRun.ts';
import type { RunTools } from './runTools.ts';

/** Does a run to its end, call by call, with a notification that tells how far it is. Gives how it ended. */
export async function runLive(
  tools: RunTools,
  prepared: PreparedRun,
  signal?: AbortSignal,
): Promise<RunSummary> {
  const { kind, skillset, title, record } = prepared;
  const { store, file } = await tools.stores.of(skillset);
  const runTools = gradingTools(tools, store, title);
  const begun = { id: newRunId(), kind, file, plan: record };
  const abort = new AbortController();
  signal?.addEventListener('abort', () => abort.abort(), { once: true });
  const start = (run: Run, signal: AbortSignal) => startPrepared(prepared, runTools, run, signal);
  const run = tools.runs.run({ skillset, store, begun, abort, start });
  try {
    const summary = await watched(tools, { title, id: begun.id, abort }, run);
    void tellEnd(prepared, summary, begun.id);
    return summary;
  } finally {
    tools.stores.changed();
  }
}

async function startPrepared(
  prepared: PreparedRun,
  tools: GradingTools,
  run: Run,
  signal: AbortSignal,
): Promise<RunHandle> {
  const { skillset, budget, priceOf } = prepared;
  const work = await prepared.workFor(tools, run);
  const { concurrency } = readSettings(skillset);
  return startRun(tools, run, work, {
    concurrency,
    signal,
    budget: await sharedBudget(tools.store, run, limitOf(budget), priceOf),
  });
}

interface Watched {
  readonly title: string;
  readonly id: RunId;
  readonly abort: AbortController;
}

/** A notification that tells how far the run is, and can cancel it. */
function watched(
  { runs }: RunTools,
  { title, id, abort }: Watched,
  run: Promise<RunSummary>,
): Thenable<RunSummary> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Skillmix: ${title}`, cancellable: true },
    async (notification, token) => {
      token.onCancellationRequested(() => abort.abort());
      const show = runs.onDidProgress(() => {
        const progress = runs.find(id)?.handle.progress();
        if (progress !== undefined) notification.report({ message: progressLine(progress) });
      });
      try {
        return await run;
      } finally {
        show.dispose();
      }
    },
  );
}

/** Says how the run ended, and offers what comes next. */
async function tellEnd({ title, skillset }: PreparedRun, summary: RunSummary, id: RunId): Promise<void> {
  const { message, isTrouble, canGoOn } = endingOf(title, summary);
  const show = isTrouble ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const again = 'Run Again';
  const results = 'Show Results';
  const chosen = await show(message, ...(canGoOn ? [again] : []), results);
  if (chosen === again) await vscode.commands.executeCommand('skillmix.runAgain', id);
  if (chosen === results) await vscode.commands.executeCommand('skillmix.showResults', skillset);
}
