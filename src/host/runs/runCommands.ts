import * as vscode from 'vscode';
import { runText } from '../../core/runs/runItem.ts';
import { type CommandEntry, registerCommand, registerTrustedCommand } from '../registerCommand.ts';
import { cancelBatchRun } from './cancelBatchRun.ts';
import { changeConcurrency } from './changeConcurrency.ts';
import { confirmAndRun } from './executeRun.ts';
import { soundSkillset } from './preparedRun.ts';
import { prepareGrading } from './prepareGrading.ts';
import { prepareStudy } from './prepareStudy.ts';
import { collectAll, collectRun, runAgain } from './runAgain.ts';
import { activeRun, isRunNode, runIdIn, skillsetIn } from './runTargets.ts';
import type { RunTools } from './runTools.ts';
import { pickSubmission, showPlan } from './showPlan.ts';

/** The commands on studies and their runs. */
export function registerRunCommands(tools: RunTools): vscode.Disposable {
  const command = (id: string, title: string, body: CommandEntry['body']): vscode.Disposable =>
    registerCommand(tools.log, { id, title, body });
  const trusted = (id: string, title: string, body: CommandEntry['body']): vscode.Disposable =>
    registerTrustedCommand(tools.log, { id, title, body });
  const { runs } = tools;
  return vscode.Disposable.from(
    trusted('showPlan', 'Planning', (at) => showPlan(tools, at)),
    trusted('generateData', 'Generating the data', (at) => runPart(tools, 'data', at)),
    trusted('evaluate', 'Running the evaluation', (at) => runPart(tools, 'evaluate', at)),
    trusted('gradeAll', 'Grading', (at) => gradeAll(tools, at)),
    trusted('submitBatch', 'Submitting', (at) => submitBatch(tools, at)),
    trusted('collectBatches', 'Collecting batches', () => collectAll(tools)),
    trusted('collectRun', 'Collecting batches', (at) => collectRun(tools, runIdIn(at))),
    trusted('cancelBatches', 'Cancelling batches', (at) => cancelBatchRun(tools, runIdIn(at))),
    trusted('runAgain', 'Running again', (at) => runAgain(tools, runIdIn(at), {})),
    trusted('askUnreadable', 'Asking again', (at) => runAgain(tools, runIdIn(at), { retryUnreadable: true })),
    command('pauseRun', 'Pausing', async (at) => {
      const run = await activeRun(runs, at, 'Pause which run?');
      if (run !== undefined) runs.pause(run);
    }),
    command('resumeRun', 'Resuming', async (at) => {
      const run = await activeRun(runs, at, 'Resume which run?');
      if (run !== undefined) runs.resume(run);
    }),
    command('cancelRun', 'Cancelling', async (at) => {
      const run = await activeRun(runs, at, 'Cancel which run?');
      if (run !== undefined) runs.cancel(run);
    }),
    command('changeConcurrency', 'Changing how many calls run at a time', (at) =>
      changeConcurrency(runs, at),
    ),
    trusted('showRunResults', 'Showing results', async (at) => {
      if (isRunNode(at) && at.skillset !== undefined) tools.panel.show(at.skillset);
    }),
    command('copyRun', 'Copying', async (at) => {
      if (isRunNode(at)) await vscode.env.clipboard.writeText(runText(at.item));
    }),
  );
}

async function runPart(tools: RunTools, part: 'data' | 'evaluate', at: unknown): Promise<void> {
  const file = await soundSkillset(tools, await skillsetIn(tools, at));
  const prepared = await prepareStudy(tools, file, part, {}, 'ask');
  if (prepared !== undefined) await confirmAndRun(tools, prepared, 'live');
}

async function submitBatch(tools: RunTools, at: unknown): Promise<void> {
  const file = await soundSkillset(tools, await skillsetIn(tools, at));
  const part = await pickSubmission(tools, file);
  if (part === undefined) return;
  const prepared =
    part === 'grading'
      ? await prepareGrading(tools, file, {})
      : await prepareStudy(tools, file, part, {}, 'ask');
  if (prepared !== undefined) await confirmAndRun(tools, prepared, 'batches');
}

async function gradeAll(tools: RunTools, at: unknown): Promise<void> {
  const file = await soundSkillset(tools, await skillsetIn(tools, at));
  const prepared = await prepareGrading(tools, file, {});
  if (prepared !== undefined) await confirmAndRun(tools, prepared, 'live');
}
