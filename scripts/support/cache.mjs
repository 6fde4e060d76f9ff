// Where downloads and builds are kept between checkouts, and how a folder there comes to be, whole or not at all.
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { withLock } from './lock.mjs';

const marker = '.complete';

/** The cache's root; `SKILLMIX_CACHE` moves it. */
export function cacheRoot() {
  return process.env.SKILLMIX_CACHE ?? join(platformCacheFolder(), 'skillmix');
}

/**
 * The cache's folder `name`, filled by `fill(folder)` if it is not there yet. `fill` works in a folder of
 * another name that is renamed when all of it is there, and two processes never fill the same one at once.
 * @param {string} name
 * @param {(folder: string) => Promise<void>} fill
 * @returns {Promise<string>} the folder's path
 */
export async function cachedFolder(name, fill) {
  const folder = join(cacheRoot(), name);
  if (isComplete(folder)) return folder;
  await withLock(`${folder}.lock`, async () => {
    if (!isComplete(folder)) await fillAndRename(folder, fill);
  });
  return folder;
}

/** @param {string} folder */
function isComplete(folder) {
  return existsSync(join(folder, marker));
}

/**
 * @param {string} folder
 * @param {(folder: string) => Promise<void>} fill
 */
async function fillAndRename(folder, fill) {
  const draft = join(dirname(folder), `.draft-${basename(folder)}-${process.pid}`);
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  try {
    await fill(draft);
    await writeFile(join(draft, marker), '');
    await rm(folder, { recursive: true, force: true });
    await rename(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

function platformCacheFolder() {
  if (process.env.XDG_CACHE_HOME) return process.env.XDG_CACHE_HOME;
  if (process.platform === 'darwin') return join(homedir(), 'Library/Caches');
  if (process.platform === 'win32') return process.env.LOCALAPPDATA ?? join(homedir(), 'AppData/Local');
  return join(homedir(), '.cache');
}
