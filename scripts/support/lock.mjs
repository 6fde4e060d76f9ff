// One process at a time: a file that exists while its writer works, and that a dead writer's successor takes over.
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const pollMilliseconds = 250;

/**
 * Runs `work` while this process holds the lock file at `path`; waits as long as a living process holds it.
 * @template T
 * @param {string} path
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(path, work) {
  await mkdir(dirname(path), { recursive: true });
  while (!(await claim(path))) {
    const holder = await holderOf(path);
    if (holder !== undefined && !isAlive(holder)) await discard(path, holder);
    else await sleep(pollMilliseconds);
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

/** @param {string} path */
async function claim(path) {
  try {
    const file = await open(path, 'wx');
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/**
 * Takes a dead holder's file out of the way. It is renamed before it is removed: of two processes that see the
 * same dead holder only one moves its file, and one that moved a living holder's file by mistake puts it back.
 * @param {string} path
 * @param {number} holder
 */
async function discard(path, holder) {
  const aside = `${path}.${process.pid}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  if ((await holderOf(aside)) === holder) await rm(aside);
  else await rename(aside, path);
}

/**
 * @param {string} path
 * @returns {Promise<number | undefined>} undefined while the file is not written yet, or is gone
 */
async function holderOf(path) {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text === '' ? undefined : Number(text);
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

/**
 * @param {unknown} error
 * @param {string} code
 */
function hasCode(error, code) {
  return error instanceof Error && 'code' in error && error.code === code;
}
