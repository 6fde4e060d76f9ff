// SQLite's binary: its package would download or compile it in an install script, so it is made once and cached.
import { existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { cachedFolder } from './cache.mjs';
import { npm, run } from './command.mjs';
import { headersBesideNode, headersFromRegistry } from './nodeHeaders.mjs';
import { inProject, projectRoot } from './project.mjs';

const fileName = 'node_sqlite3.node';
export const sqliteFile = inProject('node_modules/sqlite3/build/Release', fileName);

/**
 * Puts a binary that works into node_modules.
 * @param {(line: string) => void} say
 */
export async function provideSqlite(say) {
  if (existsSync(sqliteFile) && (await works())) return;
  const cached = await cachedFolder(cacheName(), async (draft) => {
    await build(say);
    await copyFile(sqliteFile, join(draft, fileName));
  });
  if (existsSync(sqliteFile) && (await works())) return;
  await putInPlace(join(cached, fileName));
  await smokeTest();
}

/** @param {(line: string) => void} say */
async function build(say) {
  say('Fetching or compiling SQLite; compiling takes two minutes.');
  try {
    await rebuild(headersBesideNode());
  } catch (error) {
    say(`That failed (${firstLine(error)}); compiling once more with headers from the npm registry.`);
    await rebuild(await headersFromRegistry());
  }
  await smokeTest();
}

/** @param {string | undefined} headers */
async function rebuild(headers) {
  await npm(['rebuild', 'sqlite3', '--foreground-scripts', '--no-ignore-scripts'], {
    cwd: projectRoot,
    env: { JOBS: String(availableParallelism()), ...(headers && { npm_config_nodedir: headers }) },
  });
}

/** A process that has the old file open keeps it; one that looks while this runs sees the old or the new. */
async function putInPlace(/** @type {string} */ source) {
  await mkdir(dirname(sqliteFile), { recursive: true });
  const draft = `${sqliteFile}.${process.pid}`;
  await copyFile(source, draft);
  await rename(draft, sqliteFile).finally(() => rm(draft, { force: true }));
}

function works() {
  return smokeTest().then(
    () => true,
    () => false,
  );
}

async function smokeTest() {
  const query = `const { Database } = require('sqlite3');
    new Database(':memory:').get('select 1 as one', (error, row) => process.exit(row?.one === 1 ? 0 : 1));`;
  await run(process.execPath, ['-e', query], { cwd: projectRoot });
}

function cacheName() {
  const { version } = JSON.parse(readFileSync(inProject('node_modules/sqlite3/package.json'), 'utf8'));
  return `sqlite3-${version}-${process.platform}-${process.arch}${process.platform === 'linux' ? `-${libc()}` : ''}`;
}

/** The C library that this Node was linked with, on Linux. */
export function libc() {
  const report = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  return report.header.glibcVersionRuntime === undefined ? 'musl' : 'glibc';
}

/** @param {unknown} error */
function firstLine(error) {
  return String(error instanceof Error ? error.message : error).split('\n')[0];
}
