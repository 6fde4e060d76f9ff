import { existsSync } from 'node:fs';
import { fileKey, type StoreLocation, storeAt, storeBeside } from '../adapters/files/storeLocation.ts';
import { openStore } from '../adapters/store/sqliteStore.ts';
import { systemClock } from '../adapters/system/systemClock.ts';
import type { Job } from '../core/jobs/job.ts';
import type { JobTools } from '../core/jobs/jobTools.ts';
import { readJobLog } from '../core/jobs/readJobLog.ts';
import type { TargetPort } from '../core/jobs/targetPort.ts';
import type { StorePort } from '../core/runs/ports.ts';
import { type KnownTargets, knownTargets, targetAmong } from './targetsFile.ts';
import { UsageError } from './terminal.ts';

/** The store of this folder, or the one that was chosen. */
export function storeHere(path: string | undefined): StoreLocation {
  return path === undefined ? storeBeside('here') : storeAt(path);
}

export function jobToolsOn(store: StorePort, target: JobTools['target']): JobTools {
  return { store, clock: systemClock, target, readProgress: readJobLog };
}

export interface JobsWork {
  readonly store: StorePort;
  readonly tools: JobTools;
  /** The name of a skillset file in the store. */
  keyOf(file: string): string;
  /** The job of this id, or of the only id that begins so. */
  find(id: string): Promise<Job>;
}

/** Opens the store and, as they are needed, the targets; closes all whatever happens. */
export async function withJobs<T>(
  flags: { readonly store?: string; readonly targets?: string },
  work: (jobs: JobsWork) => Promise<T>,
): Promise<T> {
  const location = storeHere(flags.store);
  if (!existsSync(location.path))
    throw new UsageError(
      `There is no store at ${location.path}: go to the folder of the skillset, or give --store.`,
    );
  const targets = lazyTargets(knownTargets(location.root, flags.targets));
  const store = await openStore(location.path);
  try {
    return await work({
      store,
      tools: jobToolsOn(store, targets.get),
      keyOf: (file) => fileKey(location, file),
      find: async (id) => found(id, await store.jobs({})),
    });
  } finally {
    await targets.close();
    await store.close();
  }
}

function lazyTargets(known: KnownTargets) {
  const open = new Map<string, TargetPort>();
  return {
    get(name: string): TargetPort | undefined {
      if (!known.targets.has(name)) return undefined;
      const port = open.get(name) ?? targetAmong(known, name);
      open.set(name, port);
      return port;
    },
    async close(): Promise<void> {
      for (const port of open.values()) await port.close();
    },
  };
}

function found(id: string, jobs: readonly Job[]): Job {
  const [job, ...others] = jobs.filter((each) => each.id === id || each.id.startsWith(id));
  const exact = jobs.find((each) => each.id === id);
  if (exact !== undefined) return exact;
  if (job === undefined) throw new UsageError(`There is no job ${id}: see skillmix jobs.`);
  if (others.length === 0) return job;
  throw new UsageError(
    `${id} may be ${[job, ...others].map((each) => each.id).join(', ')}: write more of it.`,
  );
}
