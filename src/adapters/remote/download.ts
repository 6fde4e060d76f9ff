import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { quoted } from '../../core/jobs/quoted.ts';
import type { Target } from '../../core/jobs/target.ts';
import type { RemoteFile, TargetFailure, TargetOutcome } from '../../core/jobs/targetPort.ts';
import { NOT_THERE, scriptFailure } from './callFailure.ts';
import { type Connection, PATIENCE_FOR_FILES } from './connection.ts';
import { DEFINE_SUM, onJob } from './jobFolder.ts';

interface Place {
  readonly connection: Connection;
  readonly target: Target;
  readonly job: string;
}

/**
 * Brings one file here. It grows in a file beside it that ends in `.part`, which a later call goes on with, and gets
 * its name when its checksum is the one that the target computes.
 */
export async function downloadFile(
  { connection, target, job }: Place,
  { path, bytes }: RemoteFile,
  to: string,
  onBytes: (more: number) => void,
  signal: AbortSignal,
): Promise<TargetOutcome<void>> {
  if ((await sizeOf(to)) === bytes) {
    onBytes(bytes);
    return DONE;
  }
  const part = `${to}.part`;
  await mkdir(dirname(to), { recursive: true });
  const begun = Math.min((await sizeOf(part)) ?? 0, bytes);
  const hash = createHash('sha256');
  await readInto(hash, part, begun);
  onBytes(begun);
  const file = await open(part, begun === 0 ? 'w' : 'r+');
  const cut = new AbortController();
  let at = begun;
  let tail = '';
  let problem: unknown;
  const take = async (piece: Buffer): Promise<void> => {
    const body = piece.subarray(0, Math.max(0, bytes - at));
    tail += piece.subarray(body.length).toString('latin1');
    try {
      await file.write(body, 0, body.length, at);
    } catch (error) {
      problem ??= error;
      cut.abort();
    }
    hash.update(body);
    at += body.length;
    onBytes(body.length);
  };
  const reply = await connection.call(
    onJob(target, job, sendFrom(path, begun, bytes)),
    AbortSignal.any([signal, cut.signal]),
    {
      onOutput: take,
      patience: PATIENCE_FOR_FILES,
    },
  );
  await file.close();
  if (problem !== undefined) return { kind: 'failure', failure: writeFailure(part, problem) };
  if (reply.kind === 'failure') return reply;
  if (reply.code !== 0)
    return { kind: 'failure', failure: scriptFailure(connection.host, reply.code, reply.err) };
  if (at !== bytes || tail.trim() !== hash.digest('hex')) {
    await rm(part, { force: true });
    const message = `${path} changed on ${connection.host} while it was read. Try again.`;
    return { kind: 'failure', failure: { kind: 'protocol', message } };
  }
  await rename(part, to);
  return DONE;
}

const DONE = { kind: 'ok', value: undefined } as const;

/** The bytes from `begun` on, then the checksum of all of it. */
function sendFrom(path: string, begun: number, bytes: number): string {
  const file = `"$D"/${quoted(path)}`;
  return `${DEFINE_SUM}
[ -f ${file} ] || exit ${NOT_THERE}
tail -c +${begun + 1} ${file} | head -c ${bytes - begun}
sum ${file}`;
}

async function readInto(hash: Hash, path: string, bytes: number): Promise<void> {
  if (bytes === 0) return;
  for await (const piece of createReadStream(path, { end: bytes - 1 })) hash.update(piece);
}

async function sizeOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ size }) => size,
    () => undefined,
  );
}

function writeFailure(path: string, error: unknown): TargetFailure {
  const detail = error instanceof Error ? error.message : String(error);
  const isFull = /ENOSPC|EDQUOT/.test(detail);
  const kind = isFull ? 'disk-full' : 'denied';
  return { kind, message: `${path} cannot be written on this machine (${detail}).` };
}

/** Where a file of the job comes to lie: its path relative to `below`, in `to`. */
export function placeOf(file: RemoteFile, below: string, to: string): string {
  return join(to, file.path.startsWith(`${below}/`) ? file.path.slice(below.length + 1) : file.path);
}
