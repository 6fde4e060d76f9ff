// Serves models of folders to this machine, by the Python of an engine's environment.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { inProject } from '../project.mjs';

/**
 * @param {string} python
 * @param {Readonly<Record<string, string>>} folders of each model, by the name that requests call it: a path, or a pattern of
 * which the newest match is taken when the model is first asked
 * @returns {Promise<{ baseUrl: string, close: () => Promise<void> }>}
 */
export async function serveModels(python, folders) {
  const words = Object.entries(folders).map(([name, folder]) => `${name}=${folder}`);
  // One thread: where others work too, two of them wait for each other more than they gain.
  const env = { ...process.env, OMP_NUM_THREADS: '1', HF_HUB_OFFLINE: '1' };
  const server = spawn(python, [inProject('scripts/support/miniature/serve.py'), ...words], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => server.on('close', resolve));
  for await (const baseUrl of createInterface({ input: server.stdout })) {
    const close = async () => {
      server.kill();
      await ended;
    };
    return { baseUrl, close };
  }
  throw new Error(`The server of the models ended with code ${await ended} before it was ready.`);
}
