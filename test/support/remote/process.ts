import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';

export const run = promisify(execFile);

/** A server that runs in the foreground as our child, and ends with its children when it is told to. */
export interface Server {
  readonly pid: number;
  /** What it has said so far, on both outputs. */
  readonly said: string;
  stop(): Promise<void>;
}

export function startServer(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Server {
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let said = '';
  const hear = (bytes: Buffer): void => {
    said = (said + bytes.toString()).slice(-20_000);
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', (error) => {
      said += error.message;
      resolve();
    });
  });
  return {
    pid: child.pid ?? -1,
    get said() {
      return said;
    },
    async stop() {
      signalGroup(child, 'SIGTERM');
      const killing = setTimeout(() => signalGroup(child, 'SIGKILL'), 5000);
      await ended;
      clearTimeout(killing);
    },
  };
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}

/** Resolves once `isSo`; rejects when that does not come about, and says what was waited for. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  seconds = 30,
): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`It did not come about in ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
