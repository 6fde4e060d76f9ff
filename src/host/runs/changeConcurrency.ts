import * as vscode from 'vscode';
import type { EditorRuns } from './editorRuns.ts';
import { activeRun } from './runTargets.ts';

/** Asks how many calls may be under way at each endpoint, and lets that hold from now on. */
export async function changeConcurrency(runs: EditorRuns, argument: unknown): Promise<void> {
  const run = await activeRun(runs, argument, 'Which run?');
  if (run === undefined) return;
  const now = run.handle
    .progress()
    .endpoints.map(({ name, limit }) => `${name} ${limit}`)
    .join(', ');
  const typed = await vscode.window.showInputBox({
    title: 'Skillmix: Calls at a time to each endpoint',
    prompt: `Empty: as many as the endpoint takes well.${now === '' ? '' : ` Now: ${now}.`}`,
    validateInput: (text) =>
      /^\s*(?:[1-9]\d{0,3})?\s*$/u.test(text) ? undefined : 'Write a whole number from 1, or nothing.',
  });
  if (typed === undefined) return;
  run.handle.limitConcurrency(typed.trim() === '' ? undefined : Number(typed));
}
