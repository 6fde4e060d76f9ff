import * as vscode from 'vscode';
import { collectBatches } from '../../core/runs/batches/collectBatches.ts';
import { collectEnding } from '../../core/runs/batches/stepEnding.ts';
import type { OpenStore } from '../stores.ts';
import { lookAfterBatches, portsOf, tellBatches } from './lookAfterBatches.ts';
import type { RunTools } from './runTools.ts';

/** Reads the open batches of runs that do not go on, such as cancelled ones. Whether there were any. */
export async function collectLeft(tools: RunTools): Promise<boolean> {
  let hasLeft = false;
  for (const uri of await tools.workspace.uris()) {
    const open = await tools.stores.existing(uri);
    if (open === undefined || !(await isLeft(open))) continue;
    hasLeft = true;
    await collectOf(tools, uri, open);
  }
  return hasLeft;
}

async function isLeft({ store, file }: OpenStore): Promise<boolean> {
  const runs = await store.runs(file);
  const waiting = new Set(runs.flatMap(({ id, state }) => (state === 'waiting' ? id : [])));
  return (await store.batches({ file, open: true })).some(({ runId }) => !waiting.has(runId));
}

async function collectOf(tools: RunTools, uri: vscode.Uri, { store, file }: OpenStore): Promise<void> {
  const { clock } = tools.engine;
  const title = `Batches of ${vscode.workspace.asRelativePath(uri)}`;
  const ports = await portsOf(tools, await store.batches({ file, open: true }), uri);
  const news = await lookAfterBatches(tools, title, (signal) =>
    collectBatches({ store, clock }, file, ports, signal),
  );
  tellBatches(collectEnding(title, news));
}
