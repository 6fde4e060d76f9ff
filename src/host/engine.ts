import type { MeasuringPort } from '../core/measuring/tasks.ts';
import type { ListPrices } from '../core/plan/prices.ts';
import type { ClockPort, Digest, ModelPort, StorePort } from '../core/runs/ports.ts';
import type { Lists } from './library/lists.ts';
import type { Measuring } from './measure/measuring.ts';
import type { EndpointSettings } from './settings.ts';

/** Where the store of a skillset lies. */
export interface StorePlace {
  /** Path of the SQLite file. */
  readonly path: string;
  /** The name under which the store knows the skillset file. */
  readonly file: string;
}

export interface LocalServer {
  readonly name: string;
  readonly baseUrl: string;
  readonly models: readonly string[];
}

/** What the host needs done outside the editor. `extension.ts` builds it from the adapters. */
export interface Engine {
  readonly clock: ClockPort;
  readonly digest: Digest;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  storePlace(skillsetPath: string): StorePlace;
  /** @throws an error whose message says what to do, where the file cannot be opened */
  openStore(path: string): Promise<StorePort>;
  modelPort(name: string, endpoint: EndpointSettings, key: string | undefined): Promise<ModelPort>;
  /** What the providers ask. */
  listPrices(): Promise<ListPrices>;
  measuring(): Promise<Measuring>;
  /** Works out figures in a thread of its own. */
  readonly figures: MeasuringPort;
  lists(): Promise<Lists>;
  /** Model servers at their usual ports on this machine. */
  findLocalServers(signal: AbortSignal): Promise<readonly LocalServer[]>;
}
