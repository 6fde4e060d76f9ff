import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { fileKey, storeAt, storeBeside } from '../adapters/files/storeLocation.ts';
import { openStore } from '../adapters/store/sqliteStore.ts';
import { systemClock } from '../adapters/system/systemClock.ts';
import { batchModels } from '../core/runs/batches/batchModels.ts';
import { cancelWaiting } from '../core/runs/batches/cancelWaiting.ts';
import { collectBatches } from '../core/runs/batches/collectBatches.ts';
import type { StorePort } from '../core/runs/ports.ts';
import type { Batch } from '../core/runs/records.ts';
import type { CommandContext } from './commandContext.ts';
import { studentsNamed } from './models.ts';
import { endpointsOption, formatOption, storeOption } from './options.ts';
import { harmless, print, printJson, tell, UsageError } from './terminal.ts';

interface BatchFlags {
  readonly collect?: boolean;
  readonly cancel?: boolean;
  readonly store?: string;
  readonly endpoints?: string;
  readonly format: string;
}

export function batchesCommand({ signal, end }: CommandContext): Command {
  return new Command('batches')
    .description('List the batches of a skillset; read what has been answered, or end them.')
    .argument('<file>', 'a skillset file')
    .option('--collect', 'ask the endpoints, and keep the replies that are there; nothing new is sent')
    .option(
      '--cancel',
      'end the runs that wait for batches, and ask the endpoints to end these; what they have answered is kept',
    )
    .addOption(storeOption())
    .addOption(endpointsOption())
    .addOption(formatOption(['text', 'json']))
    .addHelpText(
      'after',
      '\nBatches are submitted by generate, evaluate and grade with --batch; the same command again goes on with them.',
    )
    .action(async (file: string, flags: BatchFlags) => {
      const location = flags.store === undefined ? storeBeside(file) : storeAt(flags.store);
      if (!existsSync(location.path))
        throw new UsageError(`There is no store at ${location.path}: submit a batch first.`);
      const store = await openStore(location.path);
      try {
        const key = fileKey(location, file);
        const problems = await lookAfter(store, key, flags, signal);
        const batches = await store.batches({ file: key });
        if (flags.format === 'json') printJson(batches);
        else print(batches.length === 0 ? 'No batches.' : batches.map(batchLine).join('\n'));
        for (const problem of problems) tell(harmless(problem));
        end(problems.length > 0 ? 'failed' : 'ok');
      } finally {
        await store.close();
      }
    });
}

/** Why something could not be learnt or done. */
async function lookAfter(
  store: StorePort,
  file: string,
  flags: BatchFlags,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (!flags.collect && !flags.cancel) return [];
  const models = batchModels(await store.batches({ file, open: true }));
  const { endpoints } = flags;
  const students = studentsNamed(models, { sampling: {}, ...(endpoints === undefined ? {} : { endpoints }) });
  const ports = students.map(({ port }) => port);
  const tools = { store, clock: systemClock };
  if (flags.cancel) return (await cancelWaiting(tools, { file }, ports, signal)).problems;
  return (await collectBatches(tools, file, ports, signal)).flatMap(({ problem }) => problem ?? []);
}

function batchLine(batch: Batch): string {
  const { endpoint, model, calls, state, done, failed, createdAt, why } = batch;
  const counts = done === undefined ? '' : `, ${done} answered, ${failed ?? 0} failed`;
  const submitted = new Date(createdAt).toISOString().slice(0, 16).replace('T', ' ');
  return harmless(
    `${submitted} UTC  ${state.padEnd(10)}  ${endpoint.name}/${model}  ${calls} calls${counts}${why === undefined ? '' : `  (${why})`}`,
  );
}
