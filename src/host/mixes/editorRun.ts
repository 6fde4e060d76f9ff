import type * as vscode from 'vscode';
import type { GradingTools } from '../../core/runs/gradeSample.ts';
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
  if (skillset.scheme !== 'file') {
    throw new UserError('Save the skillset file first: results are kept in a folder beside it.');
  }
  const { engine, stores, takesSchema } = tools;
  const { store, file } = await stores.of(skillset);
  const { clock, digest, random } = engine;
  const runId = globalThis.crypto.randomUUID() as RunId;
  const run: Run = { id: runId, kind, file, plan, startedAt: clock.now(), state: 'running' };
  await store.saveRun(run);
  try {
    const result = await work({
      run,
      tools: { store, clock, digest, random, takesSchema, runId },
      runId,
      file,
    });
    const state = result.kind === 'cancelled' ? 'cancelled' : 'done';
    await store.saveRun({ ...run, endedAt: clock.now(), state });
    return result;
  } catch (error) {
    await store.saveRun({ ...run, endedAt: clock.now(), state: 'failed' });
    throw error;
  } finally {
    stores.changed();
  }
}
