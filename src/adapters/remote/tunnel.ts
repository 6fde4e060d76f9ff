import { createConnection, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { TargetOutcome, Tunnel } from '../../core/jobs/targetPort.ts';
import { callFailure } from './callFailure.ts';
import type { Connection } from './connection.ts';

/** Leads a port of this machine to one of the host, or of another that the host reaches. */
export async function openTunnel(
  connection: Connection,
  port: number,
  jobHost: string | undefined,
  signal: AbortSignal,
): Promise<TargetOutcome<Tunnel>> {
  const local = await freePort();
  const child = connection.startForward(`127.0.0.1:${local}:${jobHost ?? '127.0.0.1'}:${port}`);
  if (child === undefined) return { kind: 'ok', value: directTunnel(port) };
  let said = '';
  child.stderr?.on('data', (bytes: Buffer) => {
    said = (said + bytes.toString()).slice(-4000);
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', (error) => {
      said = error.message;
      resolve();
    });
  });
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  const end = (): void => void child.kill();
  signal.addEventListener('abort', end);
  while (!isOver && !signal.aborted && !(await listens(local))) await delay(100);
  signal.removeEventListener('abort', end);
  if (isOver || signal.aborted) {
    child.kill();
    const facts = { host: connection.host, said, hasBegun: false, isAborted: signal.aborted };
    return { kind: 'failure', failure: callFailure(facts) };
  }
  return {
    kind: 'ok',
    value: {
      port: local,
      ended,
      close: async () => {
        child.kill();
        await ended;
      },
    },
  };
}

/** On this machine the port leads to itself. */
function directTunnel(port: number): Tunnel {
  let close = (): void => {};
  const ended = new Promise<void>((resolve) => {
    close = resolve;
  });
  return { port, ended, close: async () => close() };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
