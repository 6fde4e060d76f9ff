// Whether the programs that fine-tune are at hand: gigabytes, which no test installs unasked.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheRoot } from './cache.mjs';

/** What asks the tests to install them. */
export const INSTALL = 'SKILLMIX_ENGINES';

/** @returns {Promise<string | undefined>} why the tests of the engines are left out */
export async function enginesObstacle() {
  if (process.platform === 'win32') return 'the engines are for Unix';
  if (process.env[INSTALL]) return undefined;
  const folders = await readdir(cacheRoot()).catch(() => []);
  for (const folder of folders.filter((name) => name.startsWith('engine-trl-')))
    if (await isThere(join(cacheRoot(), folder, '.complete'))) return undefined;
  return 'TRL is not installed; npm run test:engines installs it, about 3 GB from PyPI';
}

/** @param {string} path */
function isThere(path) {
  return stat(path).then(
    () => true,
    () => false,
  );
}
