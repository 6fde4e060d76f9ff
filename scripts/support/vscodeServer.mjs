// A whole VS Code without a desktop: the real workbench for a browser and the real extension host, on loopback.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { cachedFolder } from './cache.mjs';
import { npm, run } from './command.mjs';
import { inProject } from './project.mjs';

const manifests = ['package.json', 'package-lock.json'];
const source = inProject('scripts/support/vscode-server');
const installOptions = ['--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
const startMilliseconds = 60_000;

/**
 * @typedef {object} VsCodeInstallation
 * @property {string} node the Node that VS Code wants
 * @property {string} main the server's main module
 */

/**
 * Installs VS Code into the cache, 0.9 GB in about a minute, unless it is there.
 * @param {(line: string) => void} say
 * @returns {Promise<VsCodeInstallation>}
 */
export async function installVsCode(say) {
  const folder = await cachedFolder(`vscode-server-${await manifestHash()}`, (draft) => fill(draft, say));
  return { node: nodeIn(folder), main: join(folder, serverFolder, 'out/server-main.js') };
}

const serverFolder = 'node_modules/code-server/lib/vscode';

/**
 * @param {string} folder
 * @param {(line: string) => void} say
 */
async function fill(folder, say) {
  await mkdir(folder, { recursive: true });
  await Promise.all(manifests.map((name) => copyFile(join(source, name), join(folder, name))));
  say('Installing VS Code (1 of 3): the editor and its Node.');
  await npm(['ci', ...installOptions], { cwd: folder });
  say('Installing VS Code (2 of 3): what its server depends on.');
  await npm(['install', '--no-save', ...installOptions], { cwd: join(folder, serverFolder) });
  say('Installing VS Code (3 of 3): its log and watchdog modules.');
  await buildNatives(folder, say);
  await run(nodeIn(folder), [join(folder, serverFolder, 'out/server-main.js'), '--version']);
}

/**
 * Without these modules, which are compiled, VS Code works all the same: it keeps no log files.
 * @param {string} folder
 * @param {(line: string) => void} say
 */
async function buildNatives(folder, say) {
  const modules = ['@vscode/spdlog', '@vscode/native-watchdog'];
  const headers = join(nodeIn(folder), '../..');
  const env = {
    JOBS: String(availableParallelism()),
    ...(existsSync(join(headers, 'include')) && { npm_config_nodedir: headers }),
  };
  const cwd = join(folder, serverFolder);
  await npm(['rebuild', '--foreground-scripts', '--no-ignore-scripts', ...modules], { cwd, env }).catch(() =>
    say('No compiler for them here; VS Code runs without log files.'),
  );
}

/** @param {string} folder */
function nodeIn(folder) {
  const own = join(folder, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin/node');
  if (existsSync(own)) return own;
  if (Number.parseInt(process.versions.node, 10) >= 24) return process.execPath;
  throw new Error(`VS Code needs Node 24, which no package has for ${process.platform}-${process.arch}.`);
}

async function manifestHash() {
  const hash = createHash('sha256');
  for (const name of manifests) hash.update(readFileSync(join(source, name)));
  return hash.digest('hex').slice(0, 12);
}

/**
 * @typedef {object} VsCodeServerOptions
 * @property {string} userData a folder for state and settings, kept between starts
 * @property {string} extensions the folder of installed extensions
 * @property {NodeJS.ProcessEnv} [env] added to the server's environment; undefined takes a variable out
 * @property {number} [port] 0, the default, takes a free one
 * @property {string} token what a browser must bring to be let in
 * @property {readonly string[]} [args] more of the server's options
 *
 * @typedef {object} VsCodeServer
 * @property {string} origin such as http://127.0.0.1:4000
 * @property {() => Promise<void>} stop
 */

/**
 * Installs a VSIX for a server that is started afterwards with the same folders.
 * @param {VsCodeInstallation} installation
 * @param {VsCodeServerOptions} options
 * @param {string} vsix
 */
export async function installExtension({ node, main }, options, vsix) {
  await run(node, [main, ...folderArgs(options), '--install-extension', vsix, '--force'], {
    env: serverEnv(options),
  });
}

/**
 * Starts VS Code on loopback; resolves when it answers. The caller stops it.
 * @param {VsCodeInstallation} installation
 * @param {VsCodeServerOptions} options
 * @returns {Promise<VsCodeServer>}
 */
export async function startVsCode({ node, main }, options) {
  const args = [
    '--host',
    '127.0.0.1',
    '--port',
    String(options.port ?? 0),
    '--connection-token',
    options.token,
  ];
  const server = spawn(node, [main, ...args, ...folderArgs(options), ...(options.args ?? [])], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...serverEnv(options) },
    detached: process.platform !== 'win32',
  });
  const stop = () => stopProcessGroup(server);
  try {
    return { origin: await announcedOrigin(server), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @param {VsCodeServerOptions} options */
function folderArgs({ userData, extensions }) {
  const folders = [
    '--server-data-dir',
    userData,
    '--user-data-dir',
    userData,
    '--extensions-dir',
    extensions,
  ];
  return ['--accept-server-license-terms', '--telemetry-level', 'off', ...folders];
}

/** @param {VsCodeServerOptions} options */
function serverEnv({ env }) {
  return { EXTENSIONS_GALLERY: '{}', VSCODE_DEV: undefined, NODE_OPTIONS: undefined, ...env };
}

/**
 * The server prints its address, with the port it took, when it listens.
 * @param {import('node:child_process').ChildProcess} server
 * @returns {Promise<string>}
 */
function announcedOrigin(server) {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (/** @type {string} */ what) =>
      reject(new Error(`VS Code ${what}:\n${output.slice(-2000)}`));
    const timer = setTimeout(() => fail(`did not start in ${startMilliseconds / 1000} s`), startMilliseconds);
    const read = (/** @type {Buffer} */ data) => {
      output = (output + data).slice(-20_000);
      const port = /Web UI available at http:\/\/[^:/]+:(\d+)/.exec(output)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(`http://127.0.0.1:${port}`);
    };
    server.stdout?.on('data', read);
    server.stderr?.on('data', read);
    server.on('error', (error) => fail(`could not be started (${error.message})`));
    server.on('exit', (code) => fail(`ended with code ${code}`));
  });
}

/** The server's children, the extension hosts above all, end with it. */
async function stopProcessGroup(/** @type {import('node:child_process').ChildProcess} */ server) {
  if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  signalGroup(server.pid, 'SIGTERM');
  const timer = setTimeout(() => server.pid && signalGroup(server.pid, 'SIGKILL'), 5000);
  await ended;
  clearTimeout(timer);
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
function signalGroup(pid, signal) {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch {
    // It ended in the meantime, which is what was wanted.
  }
}
