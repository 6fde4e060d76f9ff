import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';

const run = promisify(execFile);
const cacheModule = new URL('../../../scripts/support/cache.mjs', import.meta.url).href;

let cache: string;
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'skillmix-cache-'));
});
afterEach(() => rm(cache, { recursive: true, force: true }));

/** Fills the folder `thing` in a process of its own, one line for each time that it is filled; `body` can fail. */
function fillInProcess(body: string) {
  const script = `
    const { cachedFolder } = await import(${JSON.stringify(cacheModule)});
    const { appendFile, writeFile } = await import('node:fs/promises');
    await cachedFolder('thing', async (draft) => {
      await appendFile(${JSON.stringify(join(cache, 'fills'))}, 'fill\\n');
      ${body}
    });`;
  const env = { ...process.env, SKILLMIX_CACHE: cache };
  return run(process.execPath, ['--input-type=module', '-e', script], { env });
}

const fillWell = "await writeFile(draft + '/content', 'all of it');";

async function fills(): Promise<number> {
  return (await readFile(join(cache, 'fills'), 'utf8')).trim().split('\n').length;
}

test('several processes that want the same folder at once fill it once', async () => {
  await Promise.all([1, 2, 3, 4].map(() => fillInProcess(fillWell)));
  expect(await fills()).toBe(1);
  expect(await readFile(join(cache, 'thing/content'), 'utf8')).toBe('all of it');
});

test('a folder that could not be filled is not there, and the next try fills it', async () => {
  await expect(fillInProcess(`${fillWell} throw new Error('no network');`)).rejects.toThrow('no network');
  expect(await readdir(cache)).toEqual(['fills']);
  await fillInProcess(fillWell);
  expect(await readFile(join(cache, 'thing/content'), 'utf8')).toBe('all of it');
});

test('a process that was killed while it filled the folder does not stop the next one', async () => {
  await expect(fillInProcess(`${fillWell} process.kill(process.pid, 'SIGKILL');`)).rejects.toThrow();
  await fillInProcess(fillWell);
  expect(await fills()).toBe(2);
  expect(await readdir(cache)).not.toContain('thing.lock');
});

test('what is in the cache already is taken as it is', async () => {
  await fillInProcess(fillWell);
  await writeFile(join(cache, 'thing/content'), 'touched');
  await fillInProcess(fillWell);
  expect(await fills()).toBe(1);
  expect(await readFile(join(cache, 'thing/content'), 'utf8')).toBe('touched');
});
