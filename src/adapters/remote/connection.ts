import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { TargetFailure } from '../../core/jobs/targetPort.ts';
import { callFailure } from './callFailure.ts';
import { framed, frameReader } from './frame.ts';

/** What a script said. */
export interface Reply {
  readonly kind: 'reply';
  readonly code: number;
  readonly out: Buffer;
  /** Its complaints. */
  readonly err: string;
}

export type CallOutcome = Reply | { readonly kind: 'failure'; readonly failure: TargetFailure };

export interface CallOptions {
  /** What the script reads. */
  readonly input?: Readable | string;
  /** Given: the output is passed on as it comes, no faster than it is taken, and the reply holds none. Never rejects. */
  readonly onOutput?: (bytes: Buffer) => void | Promise<void>;
  /** How long nothing may move before the connection counts as cut, in milliseconds. */
  readonly patience?: number;
}

/** In milliseconds: what moves much ends with a checksum, which is computed in silence. */
export const PATIENCE_FOR_FILES = 20 * 60_000;
/** In milliseconds. */
const PATIENCE = 2 * 60_000;

/** Runs scripts of a POSIX shell on one host. */
export interface Connection {
  /** How messages call the host. */
  readonly host: string;
  /** Never rejects. Aborting ends the connection, not always what was begun there. */
  call(script: string, signal: AbortSignal, options?: CallOptions): Promise<CallOutcome>;
  /** Starts `ssh` for what is not a script, with further arguments of its own; undefined on this machine. */
  startForward(argument: string): ChildProcess | undefined;
  close(): Promise<void>;
}

/** A shell of this machine. */
export function localConnection(): Connection {
  const host = 'this machine';
  return {
    host,
    call: (script, signal, options) => callBy(spawnShell, host, script, signal, options),
    startForward: () => undefined,
    close: async () => {},
  };
}

/**
 * The system's `ssh`, with the user's own configuration, keys and known hosts. Calls share one connection where the
 * system can, kept for a minute after the last one.
 */
export function sshConnection(host: string): Connection {
  let sharing: Promise<string | undefined> | undefined;
  const folder = (): Promise<string | undefined> => {
    sharing ??= sharesConnections ? mkdtemp(join(tmpdir(), 'skillmix-')) : Promise.resolve(undefined);
    return sharing;
  };
  return {
    host,
    async call(script, signal, options) {
      const shared = sharingOptions(await folder());
      const start = (command: string) =>
        spawn('ssh', ['-T', ...SSH_OPTIONS, ...shared, '--', host, command], { stdio: 'pipe' });
      return callBy(start, host, script, signal, options);
    },
    startForward: (forward) =>
      spawn(
        'ssh',
        [
          '-N',
          ...SSH_OPTIONS,
          ...sharingOptions(undefined),
          '-o',
          'ExitOnForwardFailure=yes',
          '-L',
          forward,
          '--',
          host,
        ],
        { stdio: ['ignore', 'ignore', 'pipe'] },
      ),
    async close() {
      const path = await sharing;
      if (path === undefined) return;
      await ended(spawn('ssh', [...sharingOptions(path), '-O', 'exit', '--', host], { stdio: 'ignore' }));
      await rm(path, { recursive: true, force: true });
    },
  };
}

/** Nobody is there to answer questions, and a connection that is gone is noticed within a minute. */
const SSH_OPTIONS = [
  'BatchMode=yes',
  'ConnectTimeout=15',
  'ServerAliveInterval=15',
  'ServerAliveCountMax=4',
].flatMap((option) => ['-o', option]);

/** The ssh of Windows knows no shared connections. */
const sharesConnections = process.platform !== 'win32';

function sharingOptions(folder: string | undefined): string[] {
  const options =
    folder === undefined
      ? ['ControlMaster=no', 'ControlPath=none']
      : ['ControlMaster=auto', `ControlPath="${folder.replaceAll('%', '%%')}/c"`, 'ControlPersist=60'];
  return options.flatMap((option) => ['-o', option]);
}

function spawnShell(command: string): ChildProcess {
  return spawn('/bin/sh', ['-c', command], { stdio: 'pipe' });
}

/**
 * Whatever login shell is there reads only a fixed line. That takes the script from its input, byte by byte, so that
 * the script can read the rest.
 */
async function callBy(
  start: (command: string) => ChildProcess,
  host: string,
  script: string,
  signal: AbortSignal,
  { input = '', onOutput, patience = PATIENCE }: CallOptions = {},
): Promise<CallOutcome> {
  const mark = randomBytes(16).toString('hex');
  const text = Buffer.from(framed(script, mark));
  const kept: Buffer[] = [];
  const frame = frameReader(mark, onOutput ?? ((bytes) => void kept.push(bytes)));
  const child = start(`exec sh -c 'eval "$(dd bs=1 count=${text.length} 2>/dev/null)"'`);
  const watch = endWhenSilent(child, patience, signal);
  let said = '';
  const reading = readAll(child, async (bytes) => {
    watch.heard();
    await frame.push(bytes);
  });
  child.stderr?.on('data', (bytes: Buffer) => {
    said = (said + bytes.toString()).slice(-LONGEST_COMPLAINT);
  });
  send(child, text, input, watch.heard);
  const problem = await ended(child);
  await reading;
  watch.stop();
  const { hasBegun, code } = frame.end();
  const [before = '', err = ''] = splitAt(said, `\n${mark}\n`);
  if (code !== undefined) return { kind: 'reply', code, out: Buffer.concat(kept), err: err.trim() };
  const facts = { host, said: problem ?? before.trim(), hasBegun, isAborted: signal.aborted };
  return { kind: 'failure', failure: callFailure(facts) };
}

const LONGEST_COMPLAINT = 20_000;

function splitAt(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** A connection that is cut while something is sent shows itself by how the child ends. */
function send(child: ChildProcess, script: Buffer, input: Readable | string, onData: () => void): void {
  const { stdin } = child;
  if (stdin === null) return;
  stdin.on('error', () => {});
  stdin.write(script);
  if (typeof input === 'string') {
    stdin.end(input);
    return;
  }
  input.on('data', onData);
  input.on('error', () => child.kill());
  stdin.on('close', () => input.destroy());
  input.pipe(stdin);
}

/** A stream that is cut ends like any other: the frame tells whether it was whole. */
async function readAll(child: ChildProcess, take: (bytes: Buffer) => Promise<void>): Promise<void> {
  if (child.stdout === null) return;
  try {
    for await (const bytes of child.stdout) await take(bytes);
  } catch {
    child.kill('SIGKILL');
  }
}

/** Resolves with what kept it from starting. The shared connection holds on to standard error: it is not waited for. */
function ended(child: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', () => resolve(undefined));
  });
}

/** Ends a child on abort, and when nothing has moved for a long time. */
function endWhenSilent(child: ChildProcess, patience: number, signal: AbortSignal) {
  const end = (): void => void child.kill('SIGKILL');
  const timer = setTimeout(end, patience);
  if (signal.aborted) end();
  signal.addEventListener('abort', end);
  return {
    heard: () => void timer.refresh(),
    stop: () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
    },
  };
}
