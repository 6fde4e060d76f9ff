// Keeps node_modules as package-lock.json has it.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheRoot } from './cache.mjs';
import { npm } from './command.mjs';
import { withLock } from './lock.mjs';
import { inProject, projectRoot } from './project.mjs';

/**
 * Installs what the lock file names, if something else is installed. Install scripts are not run: the packages
 * with binaries of their own bring them as packages, except SQLite's, which sqlite.mjs takes care of.
 * @param {(line: string) => void} say
 */
export async function installDependencies(say) {
  if (await areInstalled()) return;
  await withLock(checkoutLock(), async () => {
    if (await areInstalled()) return;
    say('Installing the dependencies that package-lock.json names.');
    await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: projectRoot });
  });
}

function checkoutLock() {
  const checkout = createHash('sha256').update(projectRoot).digest('hex').slice(0, 16);
  return join(cacheRoot(), `checkout-${checkout}.lock`);
}

/** npm notes what it installed in a lock file of its own, written last; a package for another platform is not in it. */
async function areInstalled() {
  const wanted = await packagesIn(inProject('package-lock.json'));
  const installed = await packagesIn(inProject('node_modules/.package-lock.json')).catch(() => undefined);
  if (installed === undefined) return false;
  return Object.entries(wanted)
    .filter(([path]) => path !== '')
    .every(([path, entry]) => {
      const found = installed[path];
      if (found === undefined) return entry.optional === true;
      return found.version === entry.version && found.integrity === entry.integrity;
    });
}

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean }} Entry
 * @param {string} file
 * @returns {Promise<Record<string, Entry>>}
 */
async function packagesIn(file) {
  return JSON.parse(await readFile(file, 'utf8')).packages;
}
