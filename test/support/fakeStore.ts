import type { CallRecord, Claim, SampleFilter, StorePort } from '../../src/core/runs/ports.ts';
import type { Grading, Run, Sample } from '../../src/core/runs/records.ts';

/** What a fake store keeps. Two fakes on the same data stand for two processes on the same file. */
export interface FakeStoreData {
  readonly calls: Map<string, CallRecord>;
  readonly claims: Map<string, { readonly owner: string; readonly until: number }>;
  readonly runs: Map<string, Run>;
  readonly samples: Map<string, Sample>;
  readonly gradings: Map<string, Grading>;
}

export interface FakeStoreOptions {
  readonly data?: FakeStoreData;
  readonly owner?: string;
  readonly now?: () => number;
  readonly mayBeAlive?: (owner: string) => boolean;
}

/** A store in memory that keeps the contract of `StorePort`. */
export function fakeStore(options: FakeStoreOptions = {}): StorePort {
  const { data = fakeStoreData(), now = Date.now, mayBeAlive = () => true } = options;
  const owner = options.owner ?? `fake ${++created}`;
  const { calls, claims, runs, samples, gradings } = data;
  let closed = false;

  function claim(key: string): Claim {
    const call = calls.get(key);
    if (call?.outcome.kind === 'reply') return { kind: 'replied', call };
    const held = claims.get(key);
    if (held !== undefined && held.until > now() && mayBeAlive(held.owner)) return { kind: 'busy' };
    claims.set(key, { owner, until: now() + LEASE });
    return { kind: 'claimed' };
  }

  function saveCall(call: CallRecord): void {
    if (calls.get(call.key)?.outcome.kind === 'reply') return;
    const held = claims.get(call.key);
    if (call.outcome.kind === 'failure' && held !== undefined && held.owner !== owner) return;
    calls.set(call.key, copyOf(call));
    claims.delete(call.key);
  }

  function release(key: string): void {
    if (claims.get(key)?.owner === owner) claims.delete(key);
  }

  function saveSample(sample: Sample): void {
    if (!runs.has(sample.runId)) throw new Error(`There is no run ${sample.runId}: save it first.`);
    samples.set(sample.id, copyOf(sample));
  }

  function saveGrading(grading: Grading): void {
    if (!samples.has(grading.sampleId))
      throw new Error(`There is no sample ${grading.sampleId}: save it first.`);
    if (gradings.get(grading.id)?.result.kind === 'graded') return;
    gradings.set(grading.id, copyOf(grading));
  }

  function select(filter: SampleFilter): Sample[] {
    return [...samples.values()].filter((sample) => isSelected(sample, filter)).sort(byAge);
  }

  function selectGradings(filter: SampleFilter): Grading[] {
    const ids = new Set(select(filter).map((sample) => sample.id));
    return [...gradings.values()].filter((grading) => ids.has(grading.sampleId)).sort(byAge);
  }

  function selectRuns(file?: string): Run[] {
    return [...runs.values()]
      .filter((run) => file === undefined || run.file === file)
      .sort((a, b) => a.startedAt - b.startedAt || compare(a.id, b.id));
  }

  async function whileOpen<T>(work: () => T): Promise<T> {
    if (closed) throw new Error('The store is closed. Open it again first.');
    return copyOf(work());
  }

  return {
    claimCall: (key) => whileOpen(() => claim(key)),
    saveCall: (call) => whileOpen(() => saveCall(call)),
    releaseCall: (key) => whileOpen(() => release(key)),
    findCall: (key) => whileOpen(() => calls.get(key)),
    saveRun: (run) => whileOpen(() => void runs.set(run.id, copyOf(run))),
    runs: (file) => whileOpen(() => selectRuns(file)),
    saveSample: (sample) => whileOpen(() => saveSample(sample)),
    samples: (filter) => whileOpen(() => select(filter)),
    saveGrading: (grading) => whileOpen(() => saveGrading(grading)),
    gradings: (filter) => whileOpen(() => selectGradings(filter)),
    findGrading: (id) => whileOpen(() => gradings.get(id)),
    async close() {
      for (const key of [...claims.keys()]) release(key);
      closed = true;
    },
  };
}

export function fakeStoreData(): FakeStoreData {
  return {
    calls: new Map(),
    claims: new Map(),
    runs: new Map(),
    samples: new Map(),
    gradings: new Map(),
  };
}

let created = 0;

/** As in the real store, in milliseconds. */
const LEASE = 10 * 60_000;

/** What is kept does not change with the caller's object. */
function copyOf<T>(value: T): T {
  return structuredClone(value);
}

function isSelected(sample: Sample, { ids, file, runId }: SampleFilter): boolean {
  if (ids !== undefined && !ids.includes(sample.id)) return false;
  if (file !== undefined && sample.file !== file) return false;
  return runId === undefined || sample.runId === runId;
}

function byAge<T extends { readonly createdAt: number; readonly id: string }>(a: T, b: T): number {
  return a.createdAt - b.createdAt || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
