import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openStore } from '../../src/adapters/store/sqliteStore.ts';
import type { ResultLook } from '../../src/core/results/resultQuery.ts';
import type { StorePort } from '../../src/core/runs/ports.ts';
import type { PanelFilter } from '../../src/protocol/panel.ts';
import { fillScaleResults, scaleSkill } from '../support/scaleResults.ts';
import { measured, median } from './measured.ts';
import type { VisitBench } from './visitAtScale.ts';

export interface PanelBench {
  readonly samples: number;
  /** From the closed store to the first rows of the list, in milliseconds; the file is in the system's memory. */
  readonly first: number;
  /** From a filter to its first rows where all were listed before, in milliseconds: each the median of some. */
  readonly filters: { readonly [name: string]: { readonly wall: number; readonly cpu: number } };
  /** Of all of them, by another process. */
  readonly visit: VisitBench;
}

export const SAMPLES = 100_000;
export const FILE = 'bench.skillset.yaml';
const LOOK: ResultLook = { nameRule: true, graders: ['lab/judge', 'lab/other'] };
const TIMES = 5;
/** As many rows as are in sight, and some more. */
const ROWS = 100;

const FILTERS: { readonly [name: string]: PanelFilter } = {
  'none, again': {},
  skill: { skill: scaleSkill(12) },
  'missed skill': { missed: `skill:${scaleSkill(12)}` },
  verdict: { verdict: 'full-marks', k: 3, split: 'held-out', student: 'lab/tuned' },
  'graders disagree': { disagreement: 'graders' },
  'rounds disagree': { disagreement: 'rounds' },
  'rare word': { search: 'orororka ' },
  'frequent beginning of a word': { search: 'ka' },
};

/**
 * Asks for what the results page asks for, of three rounds for each of 100,000 texts. The store is filled by another
 * process, so that nothing of it is in the memory of this one.
 */
export async function benchPanel(): Promise<PanelBench> {
  const folder = await mkdtemp(join(tmpdir(), 'skillmix-bench-'));
  try {
    const path = join(folder, 'bench.db');
    await promisify(execFile)(process.execPath, [process.argv[1] ?? '', 'fillPanel', path]);
    const { wall: first } = await measured(async () => {
      const store = await openStore(path);
      await firstRows(store, {});
      await store.close();
    });
    const filters: { [name: string]: { wall: number; cpu: number } } = {};
    for (const [name, filter] of Object.entries(FILTERS)) filters[name] = await medianOf(path, filter);
    const visit = await promisify(execFile)(process.execPath, [process.argv[1] ?? '', 'visit', path, FILE]);
    return { samples: SAMPLES, first, filters, visit: JSON.parse(visit.stdout) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export function fillPanelStore(path: string): Promise<void> {
  return fillScaleResults(path, { file: FILE, samples: SAMPLES });
}

/** Each time by a store that has never heard of the filter, as what is read once is remembered. */
async function medianOf(path: string, filter: PanelFilter) {
  const figures: { wall: number; cpu: number }[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    const store = await openStore(path);
    await firstRows(store, {});
    figures.push(await measured(() => firstRows(store, filter)));
    await store.close();
  }
  return { wall: median(figures.map(({ wall }) => wall)), cpu: median(figures.map(({ cpu }) => cpu)) };
}

async function firstRows(store: StorePort, filter: PanelFilter): Promise<void> {
  const { numbers } = await store.resultList({ file: FILE, filter, look: LOOK });
  const rows = await store.resultRows(numbers.slice(0, ROWS), LOOK);
  if (rows.length === 0) throw new Error('Nothing was found: the figures would mean nothing.');
}
