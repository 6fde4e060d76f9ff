/** What the core needs from outside. Adapters implement these; tests may bring fakes. */
import type { Job, JobId, JobStep } from '../jobs/job.ts';
import type { ReportFacts } from '../metrics/facts.ts';
import type { RoundColumns } from '../metrics/roundColumns.ts';
import type {
  ResultChoices,
  ResultList,
  ResultLook,
  ResultQuery,
  ResultRow,
} from '../results/resultQuery.ts';
import type { ReviewCandidate } from '../review/candidate.ts';
import type { EndpointIdentity } from './endpoint.ts';
import type { RunProgress } from './progress.ts';
import type {
  Batch,
  BatchId,
  Grading,
  GradingId,
  MixId,
  Review,
  Run,
  RunId,
  Sample,
  SampleId,
} from './records.ts';

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** A JSON schema, as far as it is passed on to an endpoint. */
export type JsonSchema = { readonly [key: string]: unknown };

/** Exactly what is asked of a model. It is part of the call's key. */
export interface ModelRequest {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly temperature?: number;
  /** In tokens. */
  readonly maxTokens?: number;
  /** Ask for a JSON reply of this form. An endpoint that cannot do so fails with `schema-unsupported`. */
  readonly schema?: { readonly name: string; readonly schema: JsonSchema };
}

export interface Usage {
  /** In tokens. */
  readonly input: number;
  readonly output: number;
}

export interface ModelReply {
  readonly text: string;
  /** `length`: cut off at the token limit. */
  readonly finish: 'stop' | 'length' | 'refusal' | 'other';
  readonly usage?: Usage;
  /** The provider's reply as it came, JSON-safe. */
  readonly raw: unknown;
}

export type ModelFailureKind =
  | 'no-key'
  | 'bad-key'
  | 'no-permission'
  | 'unknown-model'
  | 'quota'
  | 'rate-limit'
  | 'overloaded'
  | 'server'
  | 'time-out'
  | 'network'
  | 'cut'
  | 'malformed'
  | 'bad-request'
  | 'schema-unsupported'
  | 'cancelled';

/** An expected failure of a call. */
export interface ModelFailure {
  readonly kind: ModelFailureKind;
  /** Says what happened and, where a user can mend it, how. Never holds a key. */
  readonly message: string;
  /** HTTP status, where there was one. */
  readonly status?: number;
  /** In milliseconds, as the server asked. */
  readonly retryAfter?: number;
}

/** How much of one limit is left, as the server tells with a reply. */
export interface RateLimit {
  /** In the server's window, nearly always a minute. */
  readonly limit?: number;
  readonly remaining: number;
  /** In milliseconds from now: when `remaining` is full again. */
  readonly resetAfter: number;
}

/** What the server tells about its limits. What it does not tell is missing. */
export interface RateLimits {
  readonly requests?: RateLimit;
  /** Of input and output together, or of the scarcer of the two. */
  readonly tokens?: RateLimit;
}

export type ModelOutcome = (
  | { readonly kind: 'reply'; readonly reply: ModelReply }
  | { readonly kind: 'failure'; readonly failure: ModelFailure }
) & { readonly limits?: RateLimits };

export interface AskOptions {
  readonly signal: AbortSignal;
  /** Given: the reply is streamed and each piece of text is passed here as it comes. */
  readonly onText?: (piece: string) => void;
}

/** One endpoint. It does not retry: the core decides about that. It never throws for an expected failure. */
export interface ModelPort {
  readonly identity: EndpointIdentity;
  ask(request: ModelRequest, options: AskOptions): Promise<ModelOutcome>;
  /** The models that the endpoint offers, by name. */
  listModels(signal: AbortSignal): Promise<ModelList>;
  /** Where the endpoint takes many calls at once, to be answered within a day at a lower price. */
  readonly batches?: BatchPort;
}

/** One call of a batch. `customId` is unique in it, and at most 64 characters of A-Z, a-z, 0-9, _ and -. */
export interface BatchCall {
  readonly customId: string;
  readonly request: ModelRequest;
}

export type BatchFailure = { readonly kind: 'failure'; readonly failure: ModelFailure };

/** A batch as its endpoint tells of it. */
export interface RemoteBatch {
  /** The endpoint's own name for it. */
  readonly remoteId: string;
  /** `ended`: results can be read, of all its calls or of some. `lost`: it ended without any results. */
  readonly state: 'running' | 'ended' | 'lost';
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly expiresAt?: number;
  /** Why it is lost, in the endpoint's words. */
  readonly why?: string;
}

export interface BatchResult {
  readonly customId: string;
  /** `expired` and `cancelled` calls were not paid and may be asked again. */
  readonly outcome: ModelOutcome | { readonly kind: 'expired' | 'cancelled' };
}

/** An endpoint's batch API. It does not retry, and never throws for an expected failure. */
export interface BatchPort {
  /** The most calls that one batch may hold. */
  readonly largest: number;
  /**
   * Sends a batch. `tag` is unique to it and is kept with it where the endpoint has a place for that. When the
   * connection is cut, the batch may be there all the same: `find` tells.
   */
  submit(
    calls: readonly BatchCall[],
    tag: string,
    signal: AbortSignal,
  ): Promise<{ readonly kind: 'submitted'; readonly batch: RemoteBatch } | BatchFailure>;
  /**
   * Looks for a batch whose submission may have got through. `unsure`: one of `candidates` may be it, and cannot be
   * told before it has ended. Batches whose ids are in `known` are others.
   */
  find(
    sought: {
      readonly tag: string;
      readonly calls: readonly BatchCall[];
      /** Milliseconds since the epoch: it is not older than that. */
      readonly since: number;
      readonly known: ReadonlySet<string>;
    },
    signal: AbortSignal,
  ): Promise<
    | { readonly kind: 'found'; readonly batch: RemoteBatch }
    | { readonly kind: 'none' }
    | { readonly kind: 'unsure'; readonly candidates: readonly RemoteBatch[] }
    | BatchFailure
  >;
  status(
    remoteId: string,
    signal: AbortSignal,
  ): Promise<{ readonly kind: 'batch'; readonly batch: RemoteBatch } | BatchFailure>;
  /** Passes each result on as it is read, in whatever order, so that memory stays flat. */
  results(
    remoteId: string,
    onResult: (result: BatchResult) => Promise<void> | void,
    signal: AbortSignal,
  ): Promise<{ readonly kind: 'read' } | BatchFailure>;
  cancel(remoteId: string, signal: AbortSignal): Promise<{ readonly kind: 'cancelled' } | BatchFailure>;
}

export type ModelList =
  | { readonly kind: 'models'; readonly models: readonly string[] }
  | { readonly kind: 'failure'; readonly failure: ModelFailure };

/** One call to a model as the store keeps it. */
export interface CallRecord {
  readonly key: string;
  readonly endpoint: EndpointIdentity;
  readonly request: ModelRequest;
  readonly purpose: 'generate' | 'grade';
  readonly outcome: ModelOutcome;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** How long the last try took, in milliseconds. */
  readonly duration: number;
  /** How often it was sent, this time, until it ended so. */
  readonly tries: number;
  /** The run that paid for it. */
  readonly runId?: RunId;
  /** Answered in a batch: at the batch's price. */
  readonly batchId?: BatchId;
}

export type Claim =
  /** The caller may send the call, and must then save or release it. */
  | { readonly kind: 'claimed' }
  /** The reply is there already: nothing is to be sent. */
  | { readonly kind: 'replied'; readonly call: CallRecord }
  /** Another living process is at it. */
  | { readonly kind: 'busy' }
  /** It went out in a batch that has not been collected yet. */
  | { readonly kind: 'batched'; readonly batchId: BatchId };

export interface SampleFilter {
  readonly ids?: readonly SampleId[];
  /** The skillset file, as `Sample.file` names it. */
  readonly file?: string;
  readonly runId?: RunId;
  /** Samples of these mixes, in whatever version. */
  readonly mixIds?: readonly MixId[];
}

/** What calls to one model have used, by the run that paid. */
export interface SpentRow {
  readonly endpoint: EndpointIdentity;
  readonly model: string;
  readonly purpose: CallRecord['purpose'];
  readonly isBatch: boolean;
  /** Calls with a reply. */
  readonly calls: number;
  /** Of these, calls whose reply told no usage. */
  readonly withoutUsage: number;
  /** In tokens, of the calls that told. */
  readonly input: number;
  readonly output: number;
}

/** Whose calls are counted: those that the runs of one file paid, or one run; both left out: all calls. */
export interface SpentFilter {
  readonly file?: string;
  readonly runId?: RunId;
}

/** A call as it goes into a batch. */
export interface BatchClaim {
  readonly key: string;
  readonly endpoint: EndpointIdentity;
  readonly request: ModelRequest;
  readonly purpose: CallRecord['purpose'];
}

export interface BatchFilter {
  /** As in `Run.file`. */
  readonly file?: string;
  /** Only those that are open (`submitting` or `submitted`), or only those that are not. */
  readonly open?: boolean;
}

export interface JobFilter {
  readonly ids?: readonly JobId[];
  /** As in `Run.file`. */
  readonly file?: string;
  /** Only those of which the target may still tell something new, or only the others. */
  readonly open?: boolean;
}

/** Where calls, samples and gradings are kept. Every promise resolves once the data is safe on disk. */
export interface StorePort {
  /** Takes a call for this process, so that no two processes send the same one. */
  claimCall(key: string, endpoint: EndpointIdentity, request: ModelRequest): Promise<Claim>;
  /** Keeps how a claimed call ended, without what the server told of its limits. A reply is never overwritten. */
  saveCall(call: CallRecord): Promise<void>;
  /** Gives a claim back unsent (cancelled before anything was paid). */
  releaseCall(key: string): Promise<void>;
  findCall(key: string): Promise<CallRecord | undefined>;
  /** What was paid. */
  spent(filter: SpentFilter): Promise<SpentRow[]>;

  /**
   * Keeps a new batch and takes its calls out of the others' reach, both or neither. Returns the keys of those that
   * were free: not replied, not claimed, in no other open batch. `calls` becomes their number; with none of them
   * free the batch is not kept.
   */
  claimBatch(batch: Batch, calls: readonly BatchClaim[]): Promise<readonly string[]>;
  /** Inserts, or replaces one of the same id. A final state frees those of its calls that have no reply. */
  saveBatch(batch: Batch): Promise<void>;
  /** From oldest to newest. */
  batches(filter: BatchFilter): Promise<Batch[]>;
  /** The calls that are held in this batch, and those that it has answered. In the order of their keys. */
  batchedCalls(id: BatchId): Promise<BatchClaim[]>;

  /** Inserts, or replaces one of the same id. One that is saved as `running` belongs to this process. */
  saveRun(run: Run): Promise<void>;
  /** Tells that a running run is alive, and how far it is. */
  touchRun(id: RunId, seenAt: number, progress: RunProgress): Promise<void>;
  runs(file?: string): Promise<Run[]>;

  /** Inserts, or replaces one of the same id. */
  saveSample(sample: Sample): Promise<void>;
  samples(filter: SampleFilter): Promise<Sample[]>;
  findSample(id: SampleId): Promise<Sample | undefined>;
  /** Visits one sample after the other with its gradings, oldest first, in memory that does not grow with them. */
  eachSample(
    filter: SampleFilter,
    visit: (sample: Sample, gradings: readonly Grading[]) => void | Promise<void>,
  ): Promise<void>;
  /** Inserts, or replaces one of the same id unless that one is graded. */
  saveGrading(grading: Grading): Promise<void>;
  /** The gradings of the samples that the filter selects. */
  gradings(filter: SampleFilter): Promise<Grading[]>;
  findGrading(id: GradingId): Promise<Grading | undefined>;

  /** Appends what a person said. One of an id that is there already changes nothing. */
  saveReview(review: Review): Promise<void>;
  /** The reviews of the samples that the filter selects, oldest first; of one moment as they were appended. */
  reviews(filter: SampleFilter): Promise<Review[]>;
  /** The texts of a file with a readable grading. */
  reviewCandidates(file: string): Promise<ReviewCandidate[]>;

  /** The samples that a query selects, without what they say: a list of very many is quickly there. */
  resultList(query: ResultQuery): Promise<ResultList>;
  /** Some samples of a list, by number and in this order, without those that are not there any more. */
  resultRows(numbers: readonly number[], look: ResultLook): Promise<ResultRow[]>;
  /** The numbers that samples have in lists, in order; undefined where there is no such sample. */
  resultNumbers(ids: readonly SampleId[]): Promise<(number | undefined)[]>;
  /** What the samples of a skillset file can be narrowed to. */
  resultChoices(file: string): Promise<ResultChoices>;

  /** What a report needs of the samples that the filter selects, at a small part of the cost of reading them. */
  reportFacts(filter: SampleFilter): Promise<ReportFacts>;
  /** Every single grading that could be read of the samples that the filter selects, without its words. */
  roundFacts(filter: SampleFilter): Promise<RoundColumns>;
  /** The ids of samples whose numbers came with their facts, in the same order. */
  sampleIds(numbers: readonly number[]): Promise<SampleId[]>;

  /**
   * Inserts, or replaces one of the same id unless more starts of that one are known.
   * @param over as it was when its target was asked: nothing is kept if others have heard of it since, which may be newer,
   * or if it was forgotten
   * @returns whether the job is now what is known
   */
  saveJob(job: Job, over?: Job): Promise<boolean>;
  /** From oldest to newest. */
  jobs(filter: JobFilter): Promise<Job[]>;
  /** Deletes a job and its steps here; nothing happens on its target. */
  forgetJob(id: JobId): Promise<void>;
  /** Keeps steps, each once. `from`: those from this step on are of an attempt that was begun anew, and go first. */
  saveJobSteps(id: JobId, steps: readonly JobStep[], from?: number): Promise<void>;
  /** By step. */
  jobSteps(id: JobId): Promise<JobStep[]>;

  close(): Promise<void>;
}

/** What figures are read from. */
export type ResultsPort = Pick<
  StorePort,
  'samples' | 'eachSample' | 'gradings' | 'reviews' | 'reportFacts' | 'roundFacts' | 'sampleIds'
>;

export interface ClockPort {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `milliseconds`, or at once when the signal aborts. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** SHA-256 of a text, in lower-case hexadecimal. */
export type Digest = (text: string) => string;
