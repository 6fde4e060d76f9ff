// The browser that tests and screenshots drive: one that is installed, or Debian's.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { cacheRoot } from './cache.mjs';
import { run } from './command.mjs';
import { withLock } from './lock.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const usualPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** The path of a Chromium that is here, or undefined; `CHROME_PATH` names one. */
export function findChromium() {
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)));
  return [process.env.CHROME_PATH, ...onPath, ...usualPlaces].find((path) => path && existsSync(path));
}

/**
 * The path of a Chromium, installed first where that can be done.
 * @param {(line: string) => void} say
 * @returns {Promise<string>}
 */
export async function provideChromium(say) {
  const found = findChromium();
  if (found !== undefined) return found;
  if (!(await isRootOnDebian())) throw new Error('no Chromium here; install one or set CHROME_PATH');
  return withLock(join(cacheRoot(), 'chromium.lock'), () => installOnDebian(say));
}

/** @param {(line: string) => void} say */
async function installOnDebian(say) {
  const already = findChromium();
  if (already !== undefined) return already;
  say('Installing Chromium from Debian.');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  const packages = ['chromium', 'fonts-dejavu-core'];
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env });
  const installed = findChromium();
  if (installed === undefined) throw new Error('Debian installed Chromium, but it is not on the PATH');
  return installed;
}

async function isRootOnDebian() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return /^ID(_LIKE)?=.*debian/m.test(release);
}
