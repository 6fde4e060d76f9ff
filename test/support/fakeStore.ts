import type { CriterionPoint } from '../../src/core/grading/criterion.ts';
import { votingRounds } from '../../src/core/grading/votingRounds.ts';
import { isOpen as isOpenJob, type Job, type JobId, type JobStep } from '../../src/core/jobs/job.ts';
import { factsOf } from '../../src/core/metrics/factsOf.ts';
import { roundColumnsOf } from '../../src/core/metrics/roundColumns.ts';
import type { ReviewCandidate } from '../../src/core/review/candidate.ts';
import { hardnessOf } from '../../src/core/review/hardness.ts';
import type {
  BatchClaim,
  BatchFilter,
  CallRecord,
  Claim,
  JobFilter,
  SampleFilter,
  SpentFilter,
  SpentRow,
  StorePort,
} from '../../src/core/runs/ports.ts';
import type { RunProgress } from '../../src/core/runs/progress.ts';
import type {
  Batch,
  BatchId,
  Grading,
  Review,
  Run,
  RunId,
  Sample,
  SampleId,
} from '../../src/core/runs/records.ts';
import { type FakeResultsData, fakeResultChoices, fakeResultList, fakeResultRows } from './fakeResults.ts';

/** What a fake store keeps. Two fakes on the same data stand for two processes on the same file. */
export interface FakeStoreData {
  readonly calls: Map<string, CallRecord>;
  readonly claims: Map<string, { readonly owner: string; readonly until: number }>;
  readonly runs: Map<string, Run>;
  /** By run: who runs it. */
  readonly owners: Map<string, string>;
  readonly batches: Map<string, Batch>;
  /** By key of a call: the batch that holds it. */
  readonly held: Map<string, { readonly batchId: BatchId; readonly call: BatchClaim }>;
  readonly samples: Map<string, Sample>;
  readonly gradings: Map<string, Grading>;
  readonly reviews: Map<string, Review>;
  readonly jobs: Map<string, Job>;
  /** By job, then by step. */
  readonly steps: Map<string, Map<number, JobStep>>;
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
  const {
    calls,
    claims,
    runs,
    owners,
    batches,
    held: batched,
    samples,
    gradings,
    reviews,
    jobs,
    steps,
  } = data;
  let closed = false;

  function claim(key: string): Claim {
    const call = calls.get(key);
    if (call?.outcome.kind === 'reply') return { kind: 'replied', call };
    const batch = batched.get(key);
    if (batch !== undefined) return { kind: 'batched', batchId: batch.batchId };
    if (isClaimed(key)) return { kind: 'busy' };
    claims.set(key, { owner, until: now() + LEASE });
    return { kind: 'claimed' };
  }

  function isClaimed(key: string): boolean {
    const held = claims.get(key);
    return held !== undefined && held.until > now() && mayBeAlive(held.owner);
  }

  function saveCall(call: CallRecord): void {
    if (calls.get(call.key)?.outcome.kind === 'reply') return;
    const held = claims.get(call.key);
    const batch = batched.get(call.key);
    if (call.outcome.kind === 'failure') {
      if (held !== undefined && held.owner !== owner) return;
      if (batch !== undefined && batch.batchId !== call.batchId) return;
    }
    const { limits: _, ...outcome } = call.outcome;
    calls.set(call.key, copyOf({ ...call, outcome }));
    claims.delete(call.key);
    batched.delete(call.key);
  }

  function spent(filter: SpentFilter): SpentRow[] {
    const rows = new Map<string, SpentRow>();
    for (const call of calls.values()) {
      const { endpoint, purpose, outcome, runId } = call;
      if (outcome.kind === 'failure' || !isPaidBy(runId, filter)) continue;
      const of = { endpoint, model: call.request.model, purpose, isBatch: call.batchId !== undefined };
      const before = rows.get(JSON.stringify(of)) ?? { calls: 0, withoutUsage: 0, input: 0, output: 0 };
      rows.set(JSON.stringify(of), {
        ...of,
        calls: before.calls + 1,
        withoutUsage: before.withoutUsage + (outcome.reply.usage === undefined ? 1 : 0),
        input: before.input + (outcome.reply.usage?.input ?? 0),
        output: before.output + (outcome.reply.usage?.output ?? 0),
      });
    }
    return [...rows.values()];
  }

  function isPaidBy(runId: RunId | undefined, filter: SpentFilter): boolean {
    if (filter.runId !== undefined && runId !== filter.runId) return false;
    return filter.file === undefined || (runId !== undefined && runs.get(runId)?.file === filter.file);
  }

  function claimBatch(batch: Batch, asked: readonly BatchClaim[]): string[] {
    if (!runs.has(batch.runId)) throw new Error(`There is no run ${batch.runId}: save it first.`);
    const got = asked.filter(
      ({ key }) => calls.get(key)?.outcome.kind !== 'reply' && !batched.has(key) && !isClaimed(key),
    );
    if (got.length === 0) return [];
    batches.set(batch.id, copyOf({ ...batch, calls: got.length }));
    for (const call of got) {
      claims.delete(call.key);
      batched.set(call.key, copyOf({ batchId: batch.id, call }));
    }
    return got.map(({ key }) => key);
  }

  function saveBatch(batch: Batch): void {
    batches.set(batch.id, copyOf(batch));
    if (isOpen(batch)) return;
    for (const [key, { batchId }] of batched) if (batchId === batch.id) batched.delete(key);
  }

  function selectBatches({ file, open }: BatchFilter): Batch[] {
    return [...batches.values()]
      .filter((batch) => file === undefined || batch.file === file)
      .filter((batch) => open === undefined || open === isOpen(batch))
      .sort(byAge);
  }

  function batchedCalls(id: BatchId): BatchClaim[] {
    const waiting = [...batched.values()].flatMap(({ batchId, call }) => (batchId === id ? [call] : []));
    const ended = [...calls.values()].filter(({ key, batchId }) => batchId === id && !batched.has(key));
    return [...waiting, ...ended]
      .map(({ key, endpoint, request, purpose }) => ({ key, endpoint, request, purpose }))
      .sort((a, b) => compare(a.key, b.key));
  }

  function saveRun({ isGone: _, ...run }: Run): void {
    runs.set(run.id, copyOf(run));
    if (run.state === 'running') owners.set(run.id, owner);
  }

  function touchRun(id: RunId, seenAt: number, progress: RunProgress): void {
    const run = runs.get(id);
    if (run?.state !== 'running') return;
    runs.set(id, copyOf({ ...run, seenAt, progress }));
    owners.set(id, owner);
  }

  function isGone({ id, state }: Run): boolean {
    return state === 'running' && !mayBeAlive(owners.get(id) ?? owner);
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

  /** Samples are numbered in the order in which they came, from 1. */
  function numberOf(id: SampleId): number {
    return [...samples.keys()].indexOf(id) + 1;
  }

  function idsOf(numbers: readonly number[]): SampleId[] {
    const ids = [...samples.values()].map(({ id }) => id);
    return numbers.flatMap((number) => ids[number - 1] ?? []);
  }

  function selectGradings(filter: SampleFilter): Grading[] {
    const ids = new Set(select(filter).map((sample) => sample.id));
    return [...gradings.values()].filter((grading) => ids.has(grading.sampleId)).sort(byAge);
  }

  function saveReview(review: Review): void {
    if (!samples.has(review.sampleId))
      throw new Error(`There is no sample ${review.sampleId}: save it first.`);
    if (!reviews.has(review.id)) reviews.set(review.id, copyOf(review));
  }

  function selectReviews(filter: SampleFilter): Review[] {
    const ids = new Set(select(filter).map((sample) => sample.id));
    return [...reviews.values()]
      .filter((review) => ids.has(review.sampleId))
      .sort((a, b) => a.createdAt - b.createdAt);
  }

  function candidates(file: string): ReviewCandidate[] {
    return select({ file }).flatMap(({ id, mix, student, result }) => {
      const own = selectGradings({ ids: [id] });
      const graders = [...new Set(own.map(({ grader }) => grader))].sort();
      const rounds = graders.flatMap((grader) =>
        votingRounds(own.filter((grading) => grading.grader === grader)).flatMap(({ result: said }) =>
          said.kind === 'graded' ? [{ grader, earned: maskOf(said.points) }] : [],
        ),
      );
      return result.kind === 'text' && rounds.length > 0
        ? [{ id, k: mix.skills.length, student, hardness: hardnessOf(mix.skills.length, rounds) }]
        : [];
    });
  }

  function selectRuns(file?: string): Run[] {
    return [...runs.values()]
      .filter((run) => file === undefined || run.file === file)
      .sort((a, b) => a.startedAt - b.startedAt || compare(a.id, b.id))
      .map((run) => (isGone(run) ? { ...run, isGone: true } : run));
  }

  function saveJob(job: Job, over?: Job): boolean {
    const known = jobs.get(job.id);
    if (known !== undefined && known.starts > job.starts) return false;
    if (over !== undefined && (known === undefined || known.seenAt !== over.seenAt)) return false;
    jobs.set(job.id, copyOf(job));
    return true;
  }

  function selectJobs({ ids, file, open }: JobFilter): Job[] {
    return [...jobs.values()]
      .filter((job) => ids?.includes(job.id) ?? true)
      .filter((job) => file === undefined || job.file === file)
      .filter((job) => open === undefined || open === isOpenJob(job.state))
      .sort(byAge);
  }

  function forgetJob(id: JobId): void {
    jobs.delete(id);
    steps.delete(id);
  }

  function saveJobSteps(id: JobId, more: readonly JobStep[], from = Number.POSITIVE_INFINITY): void {
    if (!jobs.has(id)) throw new Error(`There is no job ${id}: save it first.`);
    const kept = [...(steps.get(id)?.values() ?? [])].filter(({ step }) => step < from);
    steps.set(id, new Map([...kept, ...more].map((step) => [step.step, copyOf(step)])));
  }

  function jobSteps(id: JobId): JobStep[] {
    return [...(steps.get(id)?.values() ?? [])].sort((a, b) => a.step - b.step);
  }

  async function whileOpen<T>(work: () => T): Promise<T> {
    if (closed) throw new Error('The store is closed. Open it again first.');
    return copyOf(work());
  }

  function results(): FakeResultsData {
    return {
      samples: [...samples.values()],
      gradings: [...gradings.values()],
      reviews: [...reviews.values()],
    };
  }

  return {
    claimCall: (key) => whileOpen(() => claim(key)),
    saveCall: (call) => whileOpen(() => saveCall(call)),
    releaseCall: (key) => whileOpen(() => release(key)),
    findCall: (key) => whileOpen(() => calls.get(key)),
    spent: (filter) => whileOpen(() => spent(filter)),
    claimBatch: (batch, asked) => whileOpen(() => claimBatch(batch, asked)),
    saveBatch: (batch) => whileOpen(() => saveBatch(batch)),
    batches: (filter) => whileOpen(() => selectBatches(filter)),
    batchedCalls: (id) => whileOpen(() => batchedCalls(id)),
    saveRun: (run) => whileOpen(() => saveRun(run)),
    touchRun: (id, seenAt, progress) => whileOpen(() => touchRun(id, seenAt, progress)),
    runs: (file) => whileOpen(() => selectRuns(file)),
    saveSample: (sample) => whileOpen(() => saveSample(sample)),
    samples: (filter) => whileOpen(() => select(filter)),
    findSample: (id) => whileOpen(() => samples.get(id)),
    async eachSample(filter, visit) {
      for (const sample of await whileOpen(() => select(filter)))
        await visit(sample, await whileOpen(() => selectGradings({ ids: [sample.id] })));
    },
    saveGrading: (grading) => whileOpen(() => saveGrading(grading)),
    gradings: (filter) => whileOpen(() => selectGradings(filter)),
    findGrading: (id) => whileOpen(() => gradings.get(id)),
    saveReview: (review) => whileOpen(() => saveReview(review)),
    reviews: (filter) => whileOpen(() => selectReviews(filter)),
    resultList: (query) => whileOpen(() => fakeResultList(results(), query)),
    resultRows: (numbers, look) => whileOpen(() => fakeResultRows(results(), numbers, look)),
    resultNumbers: (ids) =>
      whileOpen(() =>
        ids.map((id) => results().samples.findIndex((sample) => sample.id === id) + 1 || undefined),
      ),
    resultChoices: (file) => whileOpen(() => fakeResultChoices(results(), file)),
    reviewCandidates: (file) => whileOpen(() => candidates(file)),
    reportFacts: (filter) =>
      whileOpen(() => factsOf(select(filter), selectGradings(filter), selectReviews(filter), numberOf)),
    roundFacts: (filter) => whileOpen(() => roundColumnsOf(select(filter), selectGradings(filter), numberOf)),
    sampleIds: (numbers) => whileOpen(() => idsOf(numbers)),
    saveJob: (job, over) => whileOpen(() => saveJob(job, over)),
    jobs: (filter) => whileOpen(() => selectJobs(filter)),
    forgetJob: (id) => whileOpen(() => forgetJob(id)),
    saveJobSteps: (id, more, from) => whileOpen(() => saveJobSteps(id, more, from)),
    jobSteps: (id) => whileOpen(() => jobSteps(id)),
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
    owners: new Map(),
    batches: new Map(),
    held: new Map(),
    samples: new Map(),
    gradings: new Map(),
    reviews: new Map(),
    jobs: new Map(),
    steps: new Map(),
  };
}

let created = 0;

/** As in the real store, in milliseconds. */
const LEASE = 10 * 60_000;

/** What is kept does not change with the caller's object. */
function copyOf<T>(value: T): T {
  return structuredClone(value);
}

function maskOf(points: readonly CriterionPoint[]): number {
  return points.reduce((mask, { point }, position) => mask + point * 2 ** position, 0);
}

function isOpen({ state }: Batch): boolean {
  return state === 'submitting' || state === 'submitted';
}

function isSelected(sample: Sample, { ids, file, runId, mixIds }: SampleFilter): boolean {
  if (mixIds !== undefined && !mixIds.includes(sample.mix.id)) return false;
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
