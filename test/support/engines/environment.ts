import { existsSync, readdirSync } from 'node:fs';
import { copyFile, writeFile } from 'node:fs/promises';
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

/** What `transformers[serving]` names beside Transformers, PyTorch and Accelerate. */
const SERVING = ['openai', 'pydantic', 'uvicorn', 'fastapi', 'starlette', 'rich'];

/** Why the engine's tests are skipped; undefined where they run. */
export function engineObstacle(engine: TrainEngine): string | undefined {
  if (process.platform === 'win32') return 'the engines are for Unix';
  if (process.env.SKILLMIX_ENGINES || existsSync(join(cacheRoot(), folderName(engine), '.complete')))
    return undefined;
  return `${engine} is not installed here: npm run test:engines installs it, about 3 GB from PyPI`;
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
