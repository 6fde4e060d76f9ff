import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { TargetOutcome, Tunnel } from '../../core/jobs/targetPort.ts';
import { callFailure } from './callFailure.ts';
import type { Connection } from './connection.ts';

/** As the host names it: `127.0.0.1` is the host itself. */
interface Place {
  readonly host: string;
  readonly port: number;
}

/** Leads a port of this machine to one of the host, or of another that the host reaches. */
export async function openTunnel(
  connection: Connection,
  { host, port }: Place,
  signal: AbortSignal,
): Promise<TargetOutcome<Tunnel>> {
  const local = await freePort();
  const child = connection.startForward(
    `127.0.0.1:${local}:${host.includes(':') ? `[${host}]` : host}:${port}`,
  );
  if (child === undefined)
    return { kind: 'ok', value: host === LOOPBACK ? directTunnel(port) : await relay({ host, port }) };
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

const LOOPBACK = '127.0.0.1';

/** From this machine to another that it reaches itself: whoever uses the tunnel finds it at the same address as any. */
async function relay({ host, port }: Place): Promise<Tunnel> {
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = createConnection({ host, port });
    for (const socket of [near, far]) {
      open.add(socket);
      socket.once('close', () => open.delete(socket));
    }
    pipeline(near, far, near, () => {});
  });
  const local = await listening(server);
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
  return {
    port: local,
    ended,
    close: async () => {
      server.close();
      for (const socket of open) socket.destroy();
      await ended;
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

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The port of this machine at which it listens from now on. */
function listening(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, LOOPBACK, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
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
