import { openStore } from '../../src/adapters/store/sqliteStore.ts';

export interface VisitBench {
  readonly samples: number;
  readonly gradings: number;
  /** The most memory that the process ever had, Node's own with it, in bytes. */
  readonly peak: number;
}

/** Visits every text of a store with its gradings, as exports do. In a process of its own, whose memory is told. */
export async function benchVisit(path: string, file: string): Promise<VisitBench> {
  const store = await openStore(path);
  let samples = 0;
  let gradings = 0;
  await store.eachSample({ file }, (_sample, rounds) => {
    samples += 1;
    gradings += rounds.length;
  });
  await store.close();
  return { samples, gradings, peak: process.resourceUsage().maxRSS * 1024 };
}
