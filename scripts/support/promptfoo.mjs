// promptfoo, another tool at the same number of calls: what npm run bench compares with where it can be installed.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cachedFolder } from './cache.mjs';
import { npm, run } from './command.mjs';
import { installVsCode } from './vscodeServer.mjs';

const VERSION = '0.123.1';
/** Its database's binary, which npm does not choose by itself where optional packages are left out. */
const BINARY = '@libsql/linux-x64-gnu';

/**
 * How long promptfoo takes for so many calls from the start of its process, in milliseconds. Rejects where it cannot be
 * installed or does not come through.
 * @param {{ url: string, calls: number, concurrency: number, say: (line: string) => void }} options
 * @returns {Promise<number>}
 */
export async function measurePromptfoo({ url, calls, concurrency, say }) {
  const folder = await cachedFolder(`promptfoo-${VERSION}`, (draft) => fill(draft, say));
  const { node } = await installVsCode(say);
  const work = await mkdtemp(join(tmpdir(), 'skillmix-promptfoo-'));
  try {
    await writeFile(join(work, 'tests.json'), JSON.stringify(Array.from({ length: calls }, testOf)));
    await writeFile(join(work, 'promptfooconfig.json'), JSON.stringify(configOf(url)));
    const main = join(folder, 'node_modules/promptfoo/dist/src/entrypoint.js');
    const quiet = ['--no-cache', '--no-write', '--no-table', '--no-progress-bar'];
    const env = {
      PROMPTFOO_DISABLE_TELEMETRY: '1',
      PROMPTFOO_DISABLE_UPDATE: '1',
      PROMPTFOO_CONFIG_DIR: work,
    };
    const start = performance.now();
    await run(node, [main, 'eval', '-j', String(concurrency), ...quiet], { cwd: work, env });
    return performance.now() - start;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/**
 * @param {string} folder
 * @param {(line: string) => void} say
 */
async function fill(folder, say) {
  say('Installing promptfoo to compare with: about 300 MB, once.');
  await writeFile(join(folder, 'package.json'), '{"private":true}');
  const packages = [`promptfoo@${VERSION}`, BINARY];
  const options = ['--ignore-scripts', '--omit=optional', '--no-audit', '--no-fund'];
  await npm(['install', ...packages, ...options], { cwd: folder });
}

/**
 * @param {unknown} _
 * @param {number} index
 */
function testOf(_, index) {
  return { vars: { topic: `topic ${index}` } };
}

/** @param {string} url with /v1 */
function configOf(url) {
  const config = { apiBaseUrl: url, apiKey: 'none' };
  return {
    prompts: ['Write a short text about {{topic}}.'],
    providers: [{ id: 'openai:chat:fake-writer', config }],
    tests: 'file://tests.json',
  };
}
