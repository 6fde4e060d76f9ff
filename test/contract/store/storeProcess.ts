import { type ChildProcess, spawn } from 'node:child_process';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

/** What `storeWorker.ts` can do. */
export type WorkerTask = 'claim' | 'write' | 'batch' | 'review' | 'open' | 'claim-and-hang';

export interface StoreProcess {
  readonly pid: number;
  /** The next line that the process prints; undefined when it has ended. */
  nextLine(): Promise<string | undefined>;
  /** All further lines, until the process ends. */
  rest(): Promise<string[]>;
  kill(): Promise<void>;
}

export interface Worker {
  /** An empty folder that every user may enter. */
  readonly folder: string;
  start(task: WorkerTask, file: string, ...rest: string[]): StoreProcess;
  dispose(): Promise<void>;
}

/** Bundles the worker as the command line is bundled, because Node 20 does not run TypeScript. */
export async function createWorker(): Promise<Worker> {
  const folder = await mkdtemp(join(tmpdir(), 'skillmix-worker-'));
  const script = join(folder, 'worker.cjs');
  await build({
    entryPoints: [join(dirname(fileURLToPath(import.meta.url)), 'storeWorker.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'warning',
    plugins: [binaryBeside],
  });
  const sqlite = dirname(createRequire(import.meta.url).resolve('sqlite3/package.json'));
  await copyFile(join(sqlite, 'build/Release/node_sqlite3.node'), join(folder, 'node_sqlite3.node'));
  const children: ChildProcess[] = [];
  return {
    folder,
    start(task, file, ...rest) {
      const child = spawn(process.execPath, [script, task, file, ...rest], {
        stdio: ['ignore', 'pipe', 'inherit'],
        ...unprivileged(task),
      });
      children.push(child);
      return processOf(child);
    },
    async dispose() {
      for (const child of children) child.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const binaryBeside: Plugin = {
  name: 'binary-beside',
  setup(setup) {
    setup.onResolve({ filter: /^bindings$/ }, () => ({ path: 'bindings', namespace: 'binary' }));
    setup.onLoad({ filter: /.*/, namespace: 'binary' }, () => ({
      contents: `module.exports = (name) => require(require('node:path').join(__dirname, name));`,
    }));
  },
};

/** The superuser may write everywhere, so that opening is tried as nobody. */
function unprivileged(task: WorkerTask): { uid?: number; gid?: number } {
  return task === 'open' && process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
}

function processOf(child: ChildProcess): StoreProcess {
  if (child.stdout === null || child.pid === undefined) throw new Error('The worker did not start.');
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    pid: child.pid,
    async nextLine() {
      const next = await lines.next();
      return next.done === true ? undefined : next.value;
    },
    async rest() {
      const all: string[] = [];
      for (let next = await lines.next(); next.done !== true; next = await lines.next()) all.push(next.value);
      await ended;
      return all;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
