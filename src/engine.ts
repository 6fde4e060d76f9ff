import { findLocalServers } from './adapters/models/localServers.ts';
import { modelPort } from './adapters/models/modelPort.ts';
import { loadListPrices } from './adapters/prices/listPrices.ts';
import { openStore } from './adapters/store/sqliteStore.ts';

/** The adapters that the extension needs only when something runs. A bundle of its own, loaded by then. */
export const adapters = {
  findLocalServers,
  loadListPrices,
  modelPort,
  openStore,
};
