import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../../src/adapters/store/sqliteStore.ts';
import { fakeStore, fakeStoreData } from '../../support/fakeStore.ts';
import { describeStore } from './storeContract.ts';

const livingOwner = `${hostname()} ${process.pid}`;
const deadOwner = `${hostname()} ${spawnSync(process.execPath, ['-e', '']).pid} gone`;

describeStore('the SQLite store', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'skillmix-store-'));
  return {
    livingOwner,
    deadOwner,
    open: (options) => openStore(join(folder, 'store.db'), options),
    dispose: () => rm(folder, { recursive: true }),
  };
});

describeStore('the fake store', async () => {
  const data = fakeStoreData();
  return {
    livingOwner,
    deadOwner,
    open: async (options) => fakeStore({ ...options, data, mayBeAlive: (owner) => owner !== deadOwner }),
    dispose: async () => {},
  };
});
