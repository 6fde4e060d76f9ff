import type * as vscode from 'vscode';
import type { GradingTools } from '../../core/runs/gradeSample.ts';
import { recordedRun } from '../../core/runs/recordedRun.ts';
import type { Run, RunId } from '../../core/runs/records.ts';
import { UserError } from '../userError.ts';
import type { MixTools } from './mixTools.ts';

export interface EditorRun {
  readonly run: Run;
  readonly tools: GradingTools;
  readonly runId: RunId;
  /** The skillset file as the store names it. */
  readonly file: string;
}

/** Does work on a skillset's store, with a record of the run, and tells the views that results changed. */
export async function withRun<T extends { readonly kind: string }>(
  tools: MixTools,
  skillset: vscode.Uri,
  kind: Run['kind'],
  plan: Run['plan'],
  work: (run: EditorRun) => Promise<T>,
): Promise<T> {
  mustBeSaved(skillset);
  const { engine, stores, takesSchema } = tools;
  const { store, file } = await stores.of(skillset);
  const { clock, digest, random } = engine;
  const id = newRunId();
  try {
    const ended = await recordedRun({ store, clock }, { id, kind, file, plan }, async (run) => {
      const runTools = { store, clock, digest, random, takesSchema, runId: id };
      const result = await work({ run, tools: runTools, runId: id, file });
      return { result, state: result.kind === 'cancelled' ? 'cancelled' : 'done' } as const;
    });
    return ended.result;
  } finally {
    stores.changed();
  }
}

export function newRunId(): RunId {
  return globalThis.crypto.randomUUID() as RunId;
}

/** @throws UserError for a file that is nowhere on disk */
export function mustBeSaved(skillset: vscode.Uri): void {
  if (skillset.scheme === 'file') return;
  throw new UserError('Save the skillset file first: results are kept in a folder beside it.');
}
