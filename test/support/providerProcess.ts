import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Counts } from './providerServer/providerServer.ts';

/** The fake of both providers in a process of its own, so that it neither slows nor dies with what it serves. */
export interface ProviderProcess {
  readonly url: string;
  counts(): Promise<Counts>;
  /** Steers it: see `startControlServer`. */
  put(path: 'limits' | 'bad-days' | 'batches', body: unknown): Promise<void>;
  /** What the next requests are answered with. */
  answer(answers: readonly unknown[]): Promise<void>;
  stop(): Promise<void>;
}

/** @param args as `providerServer/main.ts` takes them */
export async function startProviderProcess(...args: string[]): Promise<ProviderProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'skillmix-provider-'));
  const script = join(folder, 'provider.mjs');
  await build({
    entryPoints: [join(dirname(fileURLToPath(import.meta.url)), 'providerServer/main.ts')],
    outfile: script,
    ...{ bundle: true, platform: 'node', format: 'esm', logLevel: 'warning' },
  });
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const { value } = await lines.next();
  const { url, control }: { readonly url: string; readonly control: string } = JSON.parse(value);

  async function send(method: string, path: string, body: unknown): Promise<void> {
    const response = await fetch(`${control}/${path}`, { method, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`The fake provider refused ${path}: ${await response.text()}`);
  }

  return {
    url,
    async counts() {
      const response = await fetch(`${control}/counts`);
      return (await response.json()) as Counts;
    },
    put: (path, body) => send('PUT', path, body),
    answer: (answers) => send('POST', 'answers', answers),
    async stop() {
      child.kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
