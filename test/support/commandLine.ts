import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** How the process of a command ended, and what it said. */
export interface Ended {
  /** Undefined: a signal ended it. */
  readonly code: number | undefined;
  readonly out: string;
  readonly err: string;
}

/** A command that is under way. */
export interface RunningCommand {
  readonly ended: Promise<Ended>;
  /** What it has said on standard error so far. */
  readonly said: string;
  kill(signal: NodeJS.Signals): void;
}

/** A folder with a skillset, in which the packaged command line is run against a fake of both providers. */
export interface Workplace {
  readonly folder: string;
  write(file: string, text: string): Promise<void>;
  start(...args: readonly string[]): RunningCommand;
  /** Starts it by a script of the shell, in which `"$0" "$@"` is the command. */
  startByShell(script: string, ...args: readonly string[]): RunningCommand;
  run(...args: readonly string[]): Promise<Ended>;
  /** The report of a file, as JSON. */
  report(file: string): Promise<unknown>;
  /** Ends what is still under way and deletes the folder. */
  dispose(): Promise<void>;
}

const CLI = resolve('dist/cli.cjs');

/** @param url the address of the fake of both providers */
export async function createWorkplace(url: string): Promise<Workplace> {
  const folder = await mkdtemp(join(tmpdir(), 'skillmix work '));
  const env = {
    ...process.env,
    OPENAI_BASE_URL: `${url}/v1`,
    ANTHROPIC_BASE_URL: url,
    OPENAI_API_KEY: 'sk-test-openai',
    ANTHROPIC_API_KEY: 'sk-test-anthropic',
  };
  const running = new Set<RunningCommand>();

  function launch(program: string, args: readonly string[]): RunningCommand {
    const child = spawn(program, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.on('data', (piece) => (out += piece));
    child.stderr.on('data', (piece) => (err += piece));
    const command: RunningCommand = {
      ended: new Promise((done) => {
        child.once('close', (code) => {
          running.delete(command);
          done({ code: code ?? undefined, out, err });
        });
      }),
      get said() {
        return err;
      },
      kill: (signal) => void child.kill(signal),
    };
    running.add(command);
    return command;
  }

  const start = (...args: readonly string[]) => launch(process.execPath, [CLI, ...args]);
  return {
    folder,
    write: (file, text) => writeFile(join(folder, file), text),
    start,
    startByShell: (script, ...args) => launch('/bin/sh', ['-c', script, process.execPath, CLI, ...args]),
    run: (...args) => start(...args).ended,
    async report(file) {
      const { code, out, err } = await start('report', file, '--format', 'json').ended;
      if (code !== 0) throw new Error(`skillmix report failed: ${err}`);
      return JSON.parse(out);
    },
    async dispose() {
      const ends = [...running].map((command) => {
        command.kill('SIGKILL');
        return command.ended;
      });
      await Promise.all(ends);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
