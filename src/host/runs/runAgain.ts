import * as vscode from 'vscode';
import { isRunOnTarget } from '../../core/answers/runOnTarget.ts';
import { overridesOf } from '../../core/plan/planRecord.ts';
import type { RunId } from '../../core/runs/records.ts';
import { readSettings } from '../settings.ts';
import { UserError } from '../userError.ts';
import { stepInBatches } from './batchRun.ts';
import { collectLeft } from './collectLeft.ts';
import { confirmAndRun } from './executeRun.ts';
import { type PreparedRun, soundSkillset } from './preparedRun.ts';
import { prepareGrading } from './prepareGrading.ts';
import { prepareStudy } from './prepareStudy.ts';
import type { RunTools } from './runTools.ts';
import { findRun, storedRuns } from './storedRuns.ts';

/** Goes on with a run: what failed or was left is asked, what is stored costs nothing. */
export async function runAgain(
  tools: RunTools,
  id: RunId | undefined,
  options: { readonly retryUnreadable?: boolean },
): Promise<void> {
  if (await goesOnOnTarget(tools, id)) return;
  const prepared = await prepareAgain(tools, id, options);
  if (prepared !== undefined) await confirmAndRun(tools, prepared, 'live');
}

/** Goes on with a run that waits for its batches. What it comes to was agreed to when it was submitted. */
export async function collectRun(tools: RunTools, id: RunId | undefined): Promise<void> {
  if (await goesOnOnTarget(tools, id)) return;
  const prepared = await prepareAgain(tools, id, {});
  if (prepared !== undefined) await stepInBatches(tools, prepared);
}

/** Goes on with every run of the workspace that waits for its batches, and reads those of runs that were cancelled. */
export async function collectAll(tools: RunTools): Promise<void> {
  const { runs } = await storedRuns(tools);
  const waiting = runs.filter(({ run }) => run.state === 'waiting');
  for (const { run } of waiting) await collectRun(tools, run.id);
  const left = await collectLeft(tools);
  if (waiting.length === 0 && !left)
    throw new UserError('No run waits for batches: submit some with "Skillmix: Submit as a Batch".');
}

/** A run whose students answer on a target goes on there. */
async function goesOnOnTarget(tools: RunTools, id: RunId | undefined): Promise<boolean> {
  const stored = id === undefined ? undefined : await findRun(tools, id);
  if (stored?.skillset === undefined || stored.run.kind !== 'evaluate') return false;
  const { skillset } = await soundSkillset(tools, stored.skillset);
  const base = skillset.study?.train?.base;
  const { endpoints } = readSettings(stored.skillset);
  const isThere = base !== undefined && isRunOnTarget(stored.run, base, (name) => !endpoints.has(name));
  if (isThere) await vscode.commands.executeCommand('skillmix.evaluateOnTarget', stored.skillset);
  return isThere;
}

async function prepareAgain(
  tools: RunTools,
  id: RunId | undefined,
  options: { readonly retryUnreadable?: boolean },
): Promise<PreparedRun | undefined> {
  const stored = id === undefined ? undefined : await findRun(tools, id);
  if (stored === undefined)
    throw new UserError('Choose a run to go on with.', [
      { title: 'Show Runs', command: 'skillmix.runs.focus' },
    ]);
  const { run, skillset: uri } = stored;
  if (uri === undefined) throw new UserError(`The file of this run, ${run.file}, is not in this workspace.`);
  const file = await soundSkillset(tools, uri);
  switch (run.kind) {
    case 'data':
    case 'evaluate': {
      const overrides = overridesOf(run.plan, file.skillset.study?.budget);
      if (overrides === undefined) throw notHere();
      return prepareStudy(tools, file, run.kind, { ...options, overrides }, 'ask');
    }
    case 'grade':
      return prepareGrading(tools, file, options);
    case 'generate':
    case 'import':
      throw notHere();
  }
}

function notHere(): UserError {
  return new UserError('This run was begun by another command: give that command again to go on.');
}
