import * as vscode from 'vscode';
import { progressLine } from '../../core/runs/describeProgress.ts';
import type { GradingTools } from '../../core/runs/gradeSample.ts';
import { endingOf } from '../../core/runs/runEnding.ts';
import type { RunSummary } from '../../core/runs/runner.ts';
import { newRunId } from '../mixes/editorRun.ts';
import { UserError } from '../userError.ts';
import type { PreparedRun } from './preparedRun.ts';
import type { RunTools } from './runTools.ts';

/** Shows what a run will do and cost, asks once, and does it. */
export async function confirmAndRun(tools: RunTools, prepared: PreparedRun): Promise<void> {
  mustNotRun(tools, prepared);
  if (await confirm(tools, prepared)) await execute(tools, prepared);
}

const RUN = 'Run';
const SHOW = 'Show the Plan';

/** The one question before anything is spent. Who wants to read the plan first is asked beside it. */
async function confirm(
  tools: RunTools,
  { title, summary, text, skillset, part }: PreparedRun,
): Promise<boolean> {
  const options = { modal: true, detail: summary };
  const chosen = await vscode.window.showInformationMessage(`${title}: run this plan?`, options, RUN, SHOW);
  if (chosen !== SHOW) return chosen === RUN;
  await tools.plans.show(skillset, part, text);
  return (await vscode.window.showInformationMessage(`${title}: run this plan?`, RUN, 'Cancel')) === RUN;
}

/** The same calls would be waited for twice. */
function mustNotRun(tools: RunTools, { skillset, kind, title }: PreparedRun): void {
  const isSame = tools.runs
    .list()
    .some((active) => active.skillset.toString() === skillset.toString() && active.handle.run.kind === kind);
  if (!isSame) return;
  throw new UserError(`${title}: this is running already.`, [
    { title: 'Show Runs', command: 'skillmix.runs.focus' },
  ]);
}

async function execute(tools: RunTools, prepared: PreparedRun): Promise<void> {
  mustNotRun(tools, prepared);
  const { kind, skillset, title, record } = prepared;
  const { store, file } = await tools.stores.of(skillset);
  const { clock, digest, random } = tools.engine;
  const runTools: GradingTools = {
    store,
    clock,
    digest,
    random,
    takesSchema: tools.takesSchema,
    onRetry: ({ message }, after) =>
      tools.log.info(`${title}: ${message} Trying again in ${Math.ceil(after / 1000)} s.`),
  };
  const begun = { id: newRunId(), kind, file, plan: record };
  const abort = new AbortController();
  const run = tools.runs.run({
    skillset,
    store,
    begun,
    abort,
    start: (record, signal) => prepared.start(runTools, record, signal),
  });
  tools.stores.changed();
  try {
    const summary = await watched(tools, title, abort, run, () => {
      const progress = tools.runs.find(begun.id)?.handle.progress();
      return progress && progressLine(progress);
    });
    void tellEnd(prepared, summary, begun.id);
  } finally {
    tools.stores.changed();
  }
}

/** A notification that tells how far the run is, and can cancel it. */
function watched(
  tools: RunTools,
  title: string,
  abort: AbortController,
  run: Promise<RunSummary>,
  lineNow: () => string | undefined,
): Thenable<RunSummary> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Skillmix: ${title}`, cancellable: true },
    async (progress, token) => {
      token.onCancellationRequested(() => abort.abort());
      const show = tools.runs.onDidProgress(() => progress.report({ message: lineNow() ?? '' }));
      try {
        return await run;
      } finally {
        show.dispose();
      }
    },
  );
}

/** Says how the run ended, and offers what comes next. */
async function tellEnd({ title, skillset }: PreparedRun, summary: RunSummary, id: string): Promise<void> {
  const { message, isTrouble, canGoOn } = endingOf(title, summary);
  const show = isTrouble ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const again = 'Run Again';
  const results = 'Show Results';
  const chosen = await show(message, ...(canGoOn ? [again] : []), results);
  if (chosen === again) await vscode.commands.executeCommand('skillmix.runAgain', id);
  if (chosen === results) await vscode.commands.executeCommand('skillmix.showResults', skillset);
}
