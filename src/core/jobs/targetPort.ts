/** What dispatching needs from a target. The adapter connects and runs; what its answers mean is decided in core. */
import type { JobFacts } from './facts.ts';
import type { JobId, LogPlace } from './job.ts';
import type { EngineName, JobSpec } from './jobSpec.ts';
import type { TargetProbe } from './probe.ts';
import type { Target } from './target.ts';

export type TargetFailureKind =
  /** No connection, or it was cut before the answer was whole: whether it was done is not known. */
  | 'unreachable'
  /** The host's key is not the known one, or none is known. */
  | 'host-key'
  /** The target refuses the user, or the user lacks a right there. */
  | 'denied'
  | 'disk-full'
  /** The file, folder or job is not there. */
  | 'not-there'
  /** A program of the target (Slurm, say) refuses, and says why. */
  | 'rejected'
  /** The answer cannot be read. */
  | 'protocol'
  | 'cancelled';

export interface TargetFailure {
  readonly kind: TargetFailureKind;
  /** Says what happened, on which target, and how to mend it. Never holds a secret. */
  readonly message: string;
}

export type TargetOutcome<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'failure'; readonly failure: TargetFailure };

/** What is sent, and whose job it is. */
export interface JobToSend {
  readonly id: JobId;
  readonly spec: JobSpec;
}

export interface JobStart {
  /** From 1. */
  readonly number: number;
  /** Those that are to run. */
  readonly tasks: readonly number[];
  /** The values of `spec.secrets` that there are. */
  readonly secrets: { readonly [name: string]: string };
}

/** How far a transfer is, in bytes. */
export type OnTransfer = (done: number, total: number) => void;

export interface RemoteFile {
  /** Relative to the job's folder. */
  readonly path: string;
  readonly bytes: number;
}

export interface LogPiece {
  /** Where the bytes begin in the log of that attempt. */
  readonly from: LogPlace;
  /** As they are: the last line, and its last character, may be cut. */
  readonly bytes: Uint8Array;
  /** How long that log is by now, in bytes. */
  readonly length: number;
}

/** A port of this machine that leads to one of the machine that runs a job, until it is closed. */
export interface Tunnel {
  /** On 127.0.0.1. */
  readonly port: number;
  /** That for which `NEW_KEY` stands in the job's environment, where it has one. */
  readonly key?: string;
  /** Resolves when the tunnel is gone, closed or cut. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

/**
 * One target. Nothing is retried here, and no expected failure is thrown. Everything may be called again after a
 * failure of any kind: what was done already is not done twice.
 */
export interface TargetPort {
  readonly name: string;
  readonly target: Target;

  /** What the target has */
  probe(signal: AbortSignal): Promise<TargetOutcome<TargetProbe>>;

  /**
   * The `config.json` of a model, by its folder there or by its name on the hub: then from what the target has of it, or
   * fetched there, by the environment of the engine. It is `not-there` where it cannot be had.
   */
  modelConfig(model: string, engine: EngineName, signal: AbortSignal): Promise<TargetOutcome<string>>;

  /** Puts the job's files there; what is there already, by its checksum, is not sent again. Gives its folder. */
  upload(
    job: JobToSend,
    onTransfer: OnTransfer,
    signal: AbortSignal,
  ): Promise<TargetOutcome<{ readonly folder: string }>>;

  /**
   * Starts it for the nth time (from 1), the given tasks of it. Of many that ask for the same start, one job comes
   * about; so asking again after a lost answer is safe.
   */
  start(job: JobToSend, start: JobStart, signal: AbortSignal): Promise<TargetOutcome<JobFacts>>;

  status(job: JobToSend, signal: AbortSignal): Promise<TargetOutcome<JobFacts>>;

  /**
   * Marks this start (by number) as cancelled, which holds whatever comes, even the start itself, and asks its processes
   * or the scheduler to end it.
   */
  cancel(job: JobToSend, start: number, signal: AbortSignal): Promise<TargetOutcome<JobFacts>>;

  /** Up to `limit` bytes of the log of one attempt of one task, from its offset on. */
  readLog(id: JobId, from: LogPlace, limit: number, signal: AbortSignal): Promise<TargetOutcome<LogPiece>>;

  /** The first `limit` bytes of a file, `path` as in `JobFile`. */
  readFile(id: JobId, path: string, limit: number, signal: AbortSignal): Promise<TargetOutcome<Uint8Array>>;

  /** The files in a folder of the job and below, by path. Of names in other characters than those of `JobFile` none is told. */
  listFiles(id: JobId, path: string, signal: AbortSignal): Promise<TargetOutcome<readonly RemoteFile[]>>;

  /**
   * Brings files into the folder `to` of this machine, under their paths relative to `below`, each whole or not at all. What an earlier
   * call brought is not brought again, and a file that was cut goes on where it was.
   */
  download(
    id: JobId,
    wanted: { readonly files: readonly RemoteFile[]; readonly below: string; readonly to: string },
    onTransfer: OnTransfer,
    signal: AbortSignal,
  ): Promise<TargetOutcome<void>>;

  /** Deletes the job's folder there. Refused while it may be running. */
  remove(id: JobId, signal: AbortSignal): Promise<TargetOutcome<void>>;

  /**
   * Leads a free port of this machine to `port` of the one that runs the job's first task: of its loopback, or on Slurm
   * of the node. The job is `not-there` as long as none runs it.
   */
  forward(id: JobId, port: number, signal: AbortSignal): Promise<TargetOutcome<Tunnel>>;

  /** Ends the connections that are kept open. */
  close(): Promise<void>;
}
