import type { Budget, BudgetOptions } from '../budget.ts';
import type { BatchClaim, ModelPort } from '../ports.ts';
import type { Batch, BatchId, Run } from '../records.ts';
import { batchPrice } from './batchPrice.ts';
import { type BatchTools, callsOf, wasRefused } from './collectBatches.ts';

/** A call that the run wants answered, and where. */
export interface WantedCall extends BatchClaim {
  readonly port: ModelPort;
}

export interface Submitter {
  /** Takes a call up into a batch. Sends the batch when it is full. */
  add(call: WantedCall): Promise<void>;
  /** Sends what is left. */
  end(): Promise<Submission>;
}

export interface Submission {
  readonly batches: readonly Batch[];
  /** Calls that the budget does not cover. */
  readonly overBudget: number;
  /** Why a batch was not sent, or not surely. */
  readonly problems: readonly string[];
}

/** Far below the providers' limits on the number of calls and on the size of their texts. */
const LARGEST = 5_000;

export interface SubmitOptions {
  readonly newId: () => BatchId;
  readonly budget: BudgetOptions;
  /** Knows how many tokens a call will be. */
  readonly meter: Budget;
  readonly signal: AbortSignal;
}

/** Sends calls in batches, one model in each. A batch is in the store with all its calls before it is sent. */
export function createSubmitter(tools: BatchTools, run: Run, options: SubmitOptions): Submitter {
  const waiting = new Map<string, WantedCall[]>();
  const batches: Batch[] = [];
  const problems: string[] = [];
  let overBudget = 0;
  let reserved = { money: 0, tokens: 0 };

  /** What is under way in other batches is part of `budget.before`, set aside by the caller. */
  function isCovered(call: WantedCall): boolean {
    const { limit, before, priceOf } = options.budget;
    const guess = options.meter.guess(call);
    const money = reserved.money + batchPrice(call, guess, priceOf);
    const tokens = reserved.tokens + guess.input + guess.output;
    const isWithin =
      before.money + money <= (limit.money ?? Number.POSITIVE_INFINITY) &&
      before.tokens + tokens <= (limit.tokens ?? Number.POSITIVE_INFINITY);
    if (isWithin) reserved = { money, tokens };
    return isWithin;
  }

  async function send(calls: readonly WantedCall[]): Promise<void> {
    const [first] = calls;
    const port = first?.port.batches;
    if (first === undefined || port === undefined || options.signal.aborted) return;
    const { store, clock } = tools;
    const planned: Batch = {
      id: options.newId(),
      runId: run.id,
      file: run.file,
      endpoint: first.endpoint,
      model: first.request.model,
      calls: calls.length,
      state: 'submitting',
      createdAt: clock.now(),
    };
    const claims = calls.map(({ port: _, ...claim }) => claim);
    const got = new Set(await store.claimBatch(planned, claims));
    if (got.size === 0) return;
    const mine = claims.filter(({ key }) => got.has(key));
    const batch = { ...planned, calls: mine.length };
    const sent = await port.submit(callsOf(mine), batch.id, options.signal);
    if (sent.kind === 'submitted') {
      const { remoteId, expiresAt } = sent.batch;
      const submitted: Batch = {
        ...batch,
        state: 'submitted',
        remoteId,
        ...(expiresAt === undefined ? {} : { expiresAt }),
      };
      await store.saveBatch(submitted);
      batches.push(submitted);
      return;
    }
    const { failure } = sent;
    problems.push(failure.message);
    if (wasRefused(failure))
      await store.saveBatch({ ...batch, state: 'cancelled', endedAt: clock.now(), why: failure.message });
    else batches.push(batch);
  }

  return {
    async add(call) {
      if (!isCovered(call)) {
        overBudget += 1;
        return;
      }
      const key = JSON.stringify([call.endpoint, call.request.model]);
      const calls = waiting.get(key) ?? [];
      waiting.set(key, calls);
      calls.push(call);
      const largest = Math.min(LARGEST, call.port.batches?.largest ?? 0);
      if (calls.length >= largest) await send(calls.splice(0));
    },
    async end() {
      for (const calls of waiting.values()) await send(calls.splice(0));
      return { batches, overBudget, problems };
    },
  };
}
