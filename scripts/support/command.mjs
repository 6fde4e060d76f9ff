// Runs other programs to their end, and says what they said when they fail.
import { spawn } from 'node:child_process';

/**
 * @typedef {object} CommandOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] added to this process's environment
 * @property {boolean} [show] the program's output is this process's output
 * @property {boolean} [shell]
 * @property {AbortSignal} [signal] ends the program
 */

/** A program that ended with another code than 0; the message has what it printed, cut where that is long. */
export class CommandError extends Error {
  /**
   * @param {string} command
   * @param {number | null} code
   * @param {string} output
   */
  constructor(command, code, output) {
    const lines = output.trim().split('\n');
    const said = (lines.length > 40 ? [...lines.slice(0, 20), '...', ...lines.slice(-20)] : lines).join('\n');
    super(`${command} ended with ${code === null ? 'a signal' : `code ${code}`}${said && `:\n${said}`}`);
    this.name = 'CommandError';
    this.output = output;
  }
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<string>} what it printed on stdout and stderr; empty if shown
 */
export function run(program, args, { cwd, env, signal, show = false, shell = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      shell,
      signal,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (output += data));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new CommandError([program, ...args].join(' '), code, output));
    });
  });
}

/**
 * Windows finds npm, a script, only through a shell.
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 */
export function npm(args, options) {
  return run('npm', args, { ...options, shell: process.platform === 'win32' });
}
