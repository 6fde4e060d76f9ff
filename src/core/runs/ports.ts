/** What the core needs from outside. Adapters implement these; tests may bring fakes. */
import type { Grading, GradingId, Run, RunId, Sample, SampleId } from './records.ts';

/** Where a model answers, as far as it tells one call from another. */
export interface EndpointIdentity {
  /** The name in the settings, the first half of `endpoint/model`. */
  readonly name: string;
  readonly kind: 'openai' | 'anthropic' | 'vscode';
  /** Host and path of the base address; on loopback without the port, which changes from day to day. */
  readonly address: string;
}

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

export type ModelOutcome =
  | { readonly kind: 'reply'; readonly reply: ModelReply }
  | { readonly kind: 'failure'; readonly failure: ModelFailure };

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
}

export type Claim =
  /** The caller may send the call, and must then save or release it. */
  | { readonly kind: 'claimed' }
  /** The reply is there already: nothing is to be sent. */
  | { readonly kind: 'replied'; readonly call: CallRecord }
  /** Another living process is at it. */
  | { readonly kind: 'busy' };

export interface SampleFilter {
  readonly ids?: readonly SampleId[];
  /** The skillset file, as `Sample.file` names it. */
  readonly file?: string;
  readonly runId?: RunId;
}

/** Where calls, samples and gradings are kept. Every promise resolves once the data is safe on disk. */
export interface StorePort {
  /** Takes a call for this process, so that no two processes send the same one. */
  claimCall(key: string, endpoint: EndpointIdentity, request: ModelRequest): Promise<Claim>;
  /** Keeps how a claimed call ended. A reply is never overwritten. */
  saveCall(call: CallRecord): Promise<void>;
  /** Gives a claim back unsent (cancelled before anything was paid). */
  releaseCall(key: string): Promise<void>;
  findCall(key: string): Promise<CallRecord | undefined>;

  saveRun(run: Run): Promise<void>;
  runs(file?: string): Promise<Run[]>;

  /** Inserts, or replaces one of the same id. */
  saveSample(sample: Sample): Promise<void>;
  samples(filter: SampleFilter): Promise<Sample[]>;
  /** Inserts, or replaces one of the same id unless that one is graded. */
  saveGrading(grading: Grading): Promise<void>;
  /** The gradings of the samples that the filter selects. */
  gradings(filter: SampleFilter): Promise<Grading[]>;
  findGrading(id: GradingId): Promise<Grading | undefined>;

  close(): Promise<void>;
}

export interface ClockPort {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `milliseconds`, or at once when the signal aborts. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** SHA-256 of a text, in lower-case hexadecimal. */
export type Digest = (text: string) => string;
