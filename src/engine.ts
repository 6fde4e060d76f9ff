import { readListFile } from './adapters/exchange/listFile.ts';
import { findLocalServers } from './adapters/models/localServers.ts';
import { modelPort } from './adapters/models/modelPort.ts';
import { loadListPrices } from './adapters/prices/listPrices.ts';
import { remoteTarget } from './adapters/remote/remoteTarget.ts';
import { openStore } from './adapters/store/sqliteStore.ts';

/** The adapters that the extension needs only when something runs. A bundle of its own, loaded by then. */
export const adapters = {
  findLocalServers,
  loadListPrices,
  modelPort,
  openStore,
  readListFile,
  remoteTarget,
};
