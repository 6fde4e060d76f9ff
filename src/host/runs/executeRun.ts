import * as vscode from 'vscode';
import { withoutBatches } from '../../core/runs/batches/advanceBatches.ts';
import { UserError } from '../userError.ts';
import { stepInBatches } from './batchRun.ts';
import { runLive } from './liveRun.ts';
import type { PreparedRun } from './preparedRun.ts';
import type { RunTools } from './runTools.ts';

/** `batches`: slower, and at a lower price, where the endpoint has them. */
export type RunWay = 'live' | 'batches';

/** Shows what a run will do and cost, asks once, and does it. */
export async function confirmAndRun(tools: RunTools, prepared: PreparedRun, way: RunWay): Promise<void> {
  mustNotRun(tools, prepared);
  if (way === 'batches') mustTakeBatches(prepared);
  if (!(await confirm(tools, prepared, way))) return;
  mustNotRun(tools, prepared);
  await (way === 'live' ? runLive(tools, prepared) : stepInBatches(tools, prepared));
}

const SHOW = 'Show the Plan';

/** The one question before anything is spent. Who wants to read the plan first is asked beside it. */
async function confirm(tools: RunTools, prepared: PreparedRun, way: RunWay): Promise<boolean> {
  const { title, summary, text, skillset, part } = prepared;
  const [question, go] =
    way === 'live'
      ? [`${title}: run this plan?`, 'Run']
      : [`${title}: submit this plan in batches?`, 'Submit'];
  const options = { modal: true, detail: summary };
  const chosen = await vscode.window.showInformationMessage(question, options, go, SHOW);
  if (chosen !== SHOW) return chosen === go;
  await tools.plans.show(skillset, part, text);
  return (await vscode.window.showInformationMessage(question, go, 'Cancel')) === go;
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

function mustTakeBatches({ models }: PreparedRun): void {
  const unable = withoutBatches(models);
  if (unable.length === 0) return;
  throw new UserError(`${unable.join(' and ')} cannot be asked in batches: run the plan call by call.`);
}
