// The demo in a real VS Code, shown by the user's own browser, on this machine only.
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packBuild } from '../../package.mjs';
import { run } from '../command.mjs';
import { installExtension, installVsCode, startVsCode } from '../vscodeServer.mjs';
import { demoFile, withDemoFolder } from './workspace.mjs';

/**
 * Runs until the signal.
 * @param {import('./modelSource.mjs').DemoModel} model
 * @param {{ port: number, open: boolean, say: (line: string) => void, signal: AbortSignal }} options
 */
export async function runInEditor(model, { port, open, say, signal }) {
  const vsix = await packBuild();
  const installation = await installVsCode(say);
  await withDemoFolder(async (folder) => {
    const userData = join(folder, 'user-data');
    await writeSettings(userData, model);
    const token = randomBytes(16).toString('hex');
    const args = ['--disable-workspace-trust'];
    const options = { userData, extensions: join(folder, 'extensions'), port, token, args };
    await installExtension(installation, options, vsix);
    const server = await startVsCode(installation, options);
    try {
      const address = workbenchAddress(server.origin, token, join(folder, 'workspace'));
      say(`\nVS Code with Skillmix is at\n\n  ${address}\n`);
      say('Click "Generate and grade" above a mix. End the demo with Ctrl+C; its files are deleted then.');
      if (open) await openBrowser(address);
      await untilAborted(signal);
    } finally {
      await server.stop();
    }
  });
}

/**
 * @param {string} userData
 * @param {import('./modelSource.mjs').DemoModel} model
 */
async function writeSettings(userData, { endpoints, student, graders }) {
  const settings = {
    'skillmix.endpoints': endpoints,
    'skillmix.student': student,
    'skillmix.graders': graders,
    'skillmix.rounds': 1,
    'editor.minimap.enabled': false,
    'editor.wordWrap': 'on',
    'workbench.startupEditor': 'none',
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'chat.disableAIFeatures': true,
    'telemetry.telemetryLevel': 'off',
    'extensions.ignoreRecommendations': true,
  };
  await mkdir(join(userData, 'User'), { recursive: true });
  await writeFile(join(userData, 'User/settings.json'), JSON.stringify(settings, null, 2));
}

/**
 * @param {string} origin
 * @param {string} token
 * @param {string} workspace
 */
function workbenchAddress(origin, token, workspace) {
  const address = new URL(origin);
  const file = `vscode-remote://${address.host}${join(workspace, demoFile)}`;
  address.searchParams.set('tkn', token);
  address.searchParams.set('folder', workspace);
  address.searchParams.set('payload', JSON.stringify([['openFile', file]]));
  return address.href;
}

/** A machine without a desktop has no browser to open; the address is on the screen. */
async function openBrowser(/** @type {string} */ address) {
  const [program, ...args] = opener();
  if (program === undefined) return;
  await run(program, [...args, address]).catch(() => {});
}

function opener() {
  if (process.platform === 'darwin') return ['open'];
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? ['xdg-open'] : [];
}

/** @param {AbortSignal} signal */
function untilAborted(signal) {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}
