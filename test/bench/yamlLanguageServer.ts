import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import * as v from 'valibot';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import { linesOf } from '../../src/core/skillset/lines.ts';
import { median } from './measured.ts';
import type { Memory } from './memory.ts';
import { EDITS, placeOfEdit, placeOfName, skillsetText } from './skillsetText.ts';

export interface YamlServerBench {
  readonly skills: number;
  /** From a change to the problems, in milliseconds; the time includes that in which the server waits for more. */
  readonly edit: Cost;
  readonly completion: Cost;
  /** Of the server's process after all of that. */
  readonly memory: Memory;
}

interface Cost {
  /** The median. */
  readonly wall: number;
  /** The mean, because the system counts it in hundredths of a second only. Undefined: it cannot be told here. */
  readonly cpu: number | undefined;
}

/** The files that it takes to measure the other server. */
export interface YamlServerFiles {
  /** The server's script. */
  readonly server: string;
  readonly schema: string;
  /** `tellMemory.ts`, built: it is loaded into the server. */
  readonly teller: string;
}

/**
 * Has Red Hat's yaml-language-server, over its own protocol and with our schema, do what `benchEdits` has ours do with
 * the same file.
 */
export async function benchYamlServer(
  { server, schema, teller }: YamlServerFiles,
  skills: number,
): Promise<YamlServerBench> {
  const child = spawn(process.execPath, ['--expose-gc', '--require', teller, server, '--stdio'], {
    stdio: ['pipe', 'pipe', 'ignore', 'ipc'],
  });
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Error('The server has no pipes.');
  const connection = createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
  try {
    await initialize(connection, schema);
    const file = new OpenFile(connection, skillsetText(skills));
    await file.open();
    const clock = new Stopwatch(child.pid ?? 0);
    const edit = await clock.each(EDITS, (step) => file.type('x', placeOfEdit(file.text, step)));
    const at = placeOfName(file.text);
    await file.type(', ', at);
    const completion = await clock.each(EDITS, () => file.complete(at));
    return { skills, edit, completion, memory: await memoryOf(child) };
  } finally {
    connection.dispose();
    child.kill();
  }
}

function memoryOf(child: ChildProcess): Promise<Memory> {
  const told = new Promise<Memory>((resolve) => {
    child.once('message', (memory) => resolve(v.parse(memoryForm, memory)));
  });
  child.send('memory');
  return told;
}

const memoryForm = v.object({ resident: v.number(), held: v.number() });

async function initialize(connection: MessageConnection, schema: string): Promise<void> {
  const yaml = {
    schemas: { [pathToFileURL(schema).href]: '*.skillset.yaml' },
    ...{ validate: true, completion: true, schemaStore: { enable: false } },
  };
  connection.onRequest('workspace/configuration', ({ items }: { items: readonly { section?: string }[] }) =>
    items.map(({ section }) => (section === 'yaml' ? yaml : {})),
  );
  connection.onRequest('client/registerCapability', () => null);
  connection.listen();
  await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
  await connection.sendNotification('initialized', {});
  await connection.sendNotification('workspace/didChangeConfiguration', { settings: { yaml } });
}

const URI = 'file:///bench.skillset.yaml';

class OpenFile {
  text: string;
  readonly #connection: MessageConnection;
  #version = 1;
  #onProblems: () => void = () => undefined;

  constructor(connection: MessageConnection, text: string) {
    this.#connection = connection;
    this.text = text;
    connection.onNotification('textDocument/publishDiagnostics', () => this.#onProblems());
  }

  /** Resolves when its problems are there. */
  open(): Promise<void> {
    const document = { uri: URI, languageId: 'yaml', version: this.#version, text: this.text };
    return this.#tell('textDocument/didOpen', { textDocument: document });
  }

  /** Resolves when the problems of the changed file are there. */
  type(letters: string, at: number): Promise<void> {
    const position = linesOf(this.text).positionAt(at);
    this.text = this.text.slice(0, at) + letters + this.text.slice(at);
    this.#version += 1;
    return this.#tell('textDocument/didChange', {
      textDocument: { uri: URI, version: this.#version },
      contentChanges: [{ range: { start: position, end: position }, text: letters }],
    });
  }

  complete(at: number): Promise<unknown> {
    const position = linesOf(this.text).positionAt(at);
    return this.#connection.sendRequest('textDocument/completion', { textDocument: { uri: URI }, position });
  }

  async #tell(method: string, params: object): Promise<void> {
    const problems = new Promise<void>((resolve) => {
      this.#onProblems = resolve;
    });
    await this.#connection.sendNotification(method, params);
    await problems;
  }
}

/** Measures what happens in another process. */
class Stopwatch {
  readonly #pid: number;

  constructor(pid: number) {
    this.#pid = pid;
  }

  async each(count: number, work: (step: number) => Promise<unknown>): Promise<Cost> {
    const walls: number[] = [];
    const before = cpuOf(this.#pid);
    for (let step = 0; step < count; step += 1) {
      const start = performance.now();
      await work(step);
      walls.push(performance.now() - start);
    }
    const after = cpuOf(this.#pid);
    const cpu = before === undefined || after === undefined ? undefined : (after - before) / count;
    return { wall: median(walls), cpu };
  }
}

/** Of a process and its threads, in milliseconds. */
function cpuOf(pid: number): number | undefined {
  const stat = readProc(pid, 'stat');
  // The name of the program, in parentheses, may hold anything.
  const [user, system] =
    stat
      ?.slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13)
      .map(Number) ?? [];
  return user === undefined || system === undefined ? undefined : (user + system) * MILLISECONDS_OF_TICK;
}

const MILLISECONDS_OF_TICK = 10;

/** Undefined where the system keeps no such files. */
function readProc(pid: number, name: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return undefined;
  }
}
