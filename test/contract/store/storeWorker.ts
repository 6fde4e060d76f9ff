import { openStore } from '../../../src/adapters/store/sqliteStore.ts';
import { StoreError } from '../../../src/adapters/store/storeError.ts';
import type { StorePort } from '../../../src/core/runs/ports.ts';
import type { Batch, BatchId } from '../../../src/core/runs/records.ts';
import { call, endpoint, request, review, run, sample } from './storeRecords.ts';

/** Runs in a process of its own: one task on one file, with what happened printed line by line. */
const [task = '', file = '', name = ''] = process.argv.slice(2);

const tasks: { readonly [task: string]: (store: StorePort) => Promise<void> } = {
  /** Tries to claim and answer 200 calls, and prints those it got. */
  async claim(store) {
    const keys = Array.from({ length: 200 }, (_, index) => `key ${index}`);
    await Promise.all(
      keys.map(async (key) => {
        const claim = await store.claimCall(key, endpoint, request);
        if (claim.kind !== 'claimed') return;
        print(key);
        await store.saveCall(call(key));
      }),
    );
    await store.close();
  },

  /** Saves samples for ever, and prints the id of each once it is safe. */
  async write(store) {
    await store.saveRun(run('run'));
    for (let batch = 0; ; batch++) {
      await Promise.all(
        Array.from({ length: 20 }, async (_, index) => {
          const id = `${name} ${batch} ${index}`;
          await store.saveSample(sample(id));
          print(id);
        }),
      );
    }
  },

  /** Claims batches for ever, answers the half of each, and prints each once it is safe. */
  async batch(store) {
    await store.saveRun(run('run'));
    for (let number = 0; ; number += 1) {
      const id = `${name} ${number}` as BatchId;
      const keys = Array.from({ length: 10 }, (_, index) => `${id} ${index}`);
      const claims = keys.map((key) => ({ key, endpoint, request, purpose: 'generate' }) as const);
      await store.claimBatch(batchOf(id), claims);
      await Promise.all(keys.slice(0, 5).map((key) => store.saveCall({ ...call(key), batchId: id })));
      print(id);
    }
  },

  /** Saves reviews of one sample for ever, and prints the id of each once it is safe. */
  async review(store) {
    await store.saveRun(run('run'));
    await store.saveSample(sample('sample'));
    for (let number = 0; ; number += 1) {
      const id = `${name} ${number}`;
      await store.saveReview(review(id, { reviewer: name, createdAt: number }));
      print(id);
    }
  },

  async open(store) {
    print('opened');
    await store.close();
  },

  async 'claim-and-hang'(store) {
    print((await store.claimCall('key', endpoint, request)).kind);
    setInterval(() => {}, 60_000);
  },
};

function batchOf(id: BatchId): Batch {
  const { runId, file } = sample('any');
  const state = 'submitting';
  return { id, runId, file, endpoint, model: request.model, calls: 0, state, createdAt: 1 };
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main(): Promise<void> {
  try {
    await tasks[task]?.(await openStore(file));
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    print(`${error.kind}: ${error.message}`);
  }
}

void main();
