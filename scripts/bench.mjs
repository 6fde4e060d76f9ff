// npm run bench: prints what Skillmix costs as ratios against a floor measured in the same run.
import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setUp } from './setup.mjs';
import { run } from './support/command.mjs';
import { lazyLibraries, lazyLibraryNames } from './support/lazyLibraries.mjs';
import { inProject, isMain } from './support/project.mjs';
import { measurePromptfoo } from './support/promptfoo.mjs';
import { installYamlLanguageServer } from './support/yamlLanguageServer.mjs';

/** The goals; a figure beyond its goal is marked, and the command still ends well. */
const GOALS = {
  wall: 1.1,
  cpu: 1.5,
  cached: 500,
  serverShare: 0.9,
  report: 200,
  firstRows: 300,
  filter: 100,
  reviewOpen: 300,
  reviewNext: 100,
  beyondRaw: 3 * 1024,
  edit: { 101: 2, 5000: 16 },
  completion: { 5000: 5 },
  memory: 1 / 3,
  peak: 200e6,
  activation: 50,
  hostJavaScript: 1e6,
};
/** Calls at a time. */
const FEW = 20;
const MANY = 200;
/** Enough to see whether memory stays flat. */
const SAMPLES = 10_000;
/** In milliseconds: a reply of a model that takes its time. */
const SLOW = 500;

async function main() {
  await setUp();
  const { buildAll } = await import('./build.mjs');
  const { packBuild } = await import('./package.mjs');
  await buildAll();
  const vsix = statSync(await packBuild()).size;
  const folder = await mkdtemp(join(tmpdir(), 'skillmix-bench-'));
  try {
    const bench = await buildBenches(folder);
    await printLanguage(folder);
    const loop = await withProvider(folder, 50, (url) => bench('loop', url, String(FEW), '3'));
    printLoop(loop, FEW);
    printLoop(await withProvider(folder, 50, (url) => bench('loop', url, String(MANY), '3')), MANY);
    printServerLimit(await withProvider(folder, SLOW, (url) => bench('loop', url, String(MANY), '1')));
    await printPromptfoo(folder, loop);
    printReport(await bench('report'));
    printPanel(await bench('panel'));
    printMeasures(await bench('measures'));
    printStore(await bench('store', String(SAMPLES)));
    await printActivation();
    const host = ['extension', 'engine', ...lazyLibraryNames].reduce(
      (sum, name) => sum + statSync(inProject(`dist/${name}.cjs`)).size,
      0,
    );
    row(
      'JavaScript of the host',
      size(host),
      `goal ${size(GOALS.hostJavaScript)}`,
      host > GOALS.hostJavaScript,
    );
    row('Prices, loaded when asked for', size(statSync(inProject('dist/prices.cjs')).size));
    row('JavaScript of the page', size(statSync(inProject('dist/webview.js')).size));
    row('VSIX with SQLite', size(vsix));
    printMissed();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Builds what is measured into the folder.
 * @param {string} folder
 * @returns {Promise<(...args: readonly string[]) => Promise<any>>} measures in a process of its own
 */
async function buildBenches(folder) {
  const { build } = await import('esbuild');
  const { buildLazyLibraries, copySqlite, sqliteBinary } = await import('./build.mjs');
  /** @type {import('esbuild').BuildOptions} */
  const node = {
    bundle: true,
    // As it is shipped: V8 keeps the source of what it runs in memory.
    minify: true,
    platform: 'node',
    target: 'node20',
    outdir: folder,
    plugins: [sqliteBinary],
  };
  await build({
    ...node,
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    entryPoints: {
      bench: inProject('test/bench/main.ts'),
      statistics: inProject('src/statistics.ts'),
      yamlLanguage: inProject('test/bench/yamlLanguage.ts'),
      tellMemory: inProject('test/bench/tellMemory.ts'),
    },
  });
  await build({
    ...node,
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    // What the language needs only now and then is loaded by then, as in the extension.
    plugins: [lazyLibraries],
    entryPoints: { language: inProject('test/bench/language.ts') },
  });
  await buildLazyLibraries({ outdir: folder });
  await build({
    ...node,
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    entryPoints: { provider: inProject('test/support/providerServer/main.ts') },
  });
  copySqlite(folder);
  return (...args) => figuresOf(join(folder, 'bench.cjs'), args);
}

/**
 * @param {string} script
 * @param {readonly string[]} args
 * @returns {Promise<any>} what it prints in its last line
 */
async function figuresOf(script, args) {
  const output = await run(process.execPath, ['--expose-gc', script, ...args]);
  return JSON.parse(output.trim().split('\n').at(-1) ?? '');
}

/**
 * Does work against the fake provider, a process that waits before each reply, as the network and a model would.
 * @template T
 * @param {string} folder
 * @param {number} latency in milliseconds
 * @param {(url: string) => Promise<T>} work
 */
async function withProvider(folder, latency, work) {
  const provider = await startProvider(join(folder, 'provider.mjs'), latency);
  try {
    return await work(`${provider.url}/v1`);
  } finally {
    provider.stop();
  }
}

/**
 * @param {string} script
 * @param {number} latency in milliseconds
 * @returns {Promise<{ url: string, stop: () => void }>}
 */
function startProvider(script, latency) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, '--latency', String(latency)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The fake provider ended with code ${code}.`)));
    child.stdout.once('data', (data) => {
      const url = /https?:\/\/[^\s"]+/u.exec(String(data))?.[0];
      if (url === undefined) reject(new Error(`The fake provider named no address: ${data}`));
      else resolve({ url, stop: () => child.kill() });
    });
  });
}

/** Our language and yaml-language-server on the same files, size by size. */
async function printLanguage(/** @type {string} */ folder) {
  const server = await installYamlLanguageServer(console.log).catch((error) => {
    console.log(`yaml-language-server is not compared with: ${error.message}`);
  });
  for (const skills of /** @type {const} */ ([101, 1_000, 5_000])) {
    const ours = await figuresOf(join(folder, 'language.cjs'), [String(skills)]);
    const needs = [inProject('media/skillset.schema.json'), join(folder, 'tellMemory.cjs')];
    const other = join(folder, 'yamlLanguage.cjs');
    printEdits(ours, server && (await figuresOf(other, [String(skills), server, ...needs])));
  }
}

/**
 * @typedef {{ wall: number, cpu?: number }} ServerCost in milliseconds
 * @typedef {import('../test/bench/memory.ts').Memory} Memory
 * @param {{ skills: number, edit: number, floor: number, completion: number, memory: Memory }} ours in milliseconds of CPU
 * @param {{ edit: ServerCost, completion: ServerCost, memory: Memory } | undefined} theirs
 */
function printEdits({ skills, edit, floor, completion, memory }, theirs) {
  const goalOf = (/** @type {Readonly<Record<number, number>>} */ goals) => goals[skills] ?? Number.NaN;
  const told = (/** @type {number} */ goal) => (Number.isNaN(goal) ? '' : `, goal ${goal} ms`);
  const cpu = (/** @type {number} */ milliseconds) => `${milliseconds.toFixed(1)} ms CPU`;
  const than = (/** @type {ServerCost | undefined} */ cost) =>
    cost && `; yaml-language-server ${cost.cpu?.toFixed(0) ?? '?'} ms CPU, ${cost.wall.toFixed(0)} ms in all`;
  row(
    `edit to problems, ${skills} skills`,
    cpu(edit),
    `${(edit / floor).toFixed(3)} of parsing the file by \`yaml\` once (${floor.toFixed(0)} ms)${told(goalOf(GOALS.edit))}${than(theirs?.edit) ?? ''}`,
    edit > goalOf(GOALS.edit),
  );
  row(
    `completion of a name, ${skills} skills`,
    cpu(completion),
    `${told(goalOf(GOALS.completion)).slice(2)}${than(theirs?.completion) ?? ''}`,
    completion > goalOf(GOALS.completion),
  );
  const share = (/** @type {keyof Memory} */ kind) =>
    theirs === undefined ? Number.NaN : memory[kind] / theirs.memory[kind];
  const beside = (/** @type {keyof Memory} */ kind) =>
    theirs && `${share(kind).toFixed(2)} of yaml-language-server's (${size(theirs.memory[kind])})`;
  row(
    `memory that the language holds, ${skills} skills`,
    size(memory.held),
    theirs &&
      `${beside('held')}, goal ${GOALS.memory.toFixed(2)}; after a collection, Node's own 3 MB with it`,
    share('held') > GOALS.memory,
  );
  row(`memory of its process, ${skills} skills`, size(memory.resident), beside('resident'));
}

/**
 * @typedef {{ wall: number, cpu: number }} Cost in milliseconds
 * @typedef {{ floor: Cost, sdk: Cost, skillmix: Cost, cached: Cost, calls: number }} LoopFigures
 */

/**
 * Many short waits: what is measured is the cost of a call.
 * @param {LoopFigures} figures
 * @param {number} concurrency
 */
function printLoop({ floor, sdk, skillmix, cached, calls }, concurrency) {
  const wall = skillmix.wall / floor.wall;
  const cpu = skillmix.cpu / floor.cpu;
  row(
    `generate and grade, ${calls} calls, 50 ms, ${concurrency} at a time: wall`,
    seconds(skillmix.wall),
    `${wall.toFixed(2)}x plain fetch of the same requests (${seconds(floor.wall)}), goal ${GOALS.wall}x`,
    wall > GOALS.wall,
  );
  row(
    `  the same ${concurrency} at a time: CPU`,
    seconds(skillmix.cpu),
    `${cpu.toFixed(2)}x plain fetch (${seconds(floor.cpu)}), goal ${GOALS.cpu}x`,
    cpu > GOALS.cpu,
  );
  row(
    '  the SDK alone, nothing done with the replies: CPU',
    seconds(sdk.cpu),
    `${(sdk.cpu / floor.cpu).toFixed(2)}x plain fetch`,
  );
  row(
    `  the same ${concurrency} at a time again, all stored: wall`,
    seconds(cached.wall),
    `goal ${seconds(GOALS.cached)}`,
    cached.wall > GOALS.cached,
  );
}

/**
 * Long waits and many calls: what is measured is whether the server always has enough to do.
 * @param {LoopFigures} figures
 */
function printServerLimit({ skillmix, calls }) {
  const ideal = (calls / MANY) * SLOW;
  const share = ideal / skillmix.wall;
  row(
    `generate and grade, ${calls} calls, ${SLOW} ms, ${MANY} at a time: wall`,
    seconds(skillmix.wall),
    `${(share * 100).toFixed(0)} % of what the server can do (${seconds(ideal)}), goal ${GOALS.serverShare * 100} %`,
    share < GOALS.serverShare,
  );
}

/**
 * @param {string} folder
 * @param {LoopFigures} loop
 */
async function printPromptfoo(folder, { skillmix, calls }) {
  const measured = await withProvider(folder, 50, (url) =>
    measurePromptfoo({ url, calls, concurrency: FEW, say: (line) => console.log(line) }),
  ).catch((error) => (error instanceof Error ? error : new Error(String(error))));
  if (measured instanceof Error)
    row('promptfoo, as many calls', 'not measured', measured.message.split('\n')[0]);
  else
    row(
      'promptfoo, as many calls, with its start: wall',
      seconds(measured),
      `${(measured / skillmix.wall).toFixed(1)}x Skillmix`,
    );
}

/** @param {{ gradings: number, wall: number, cpu?: number, rss: number }} figures */
function printReport({ gradings, wall, rss }) {
  row(
    `report over ${gradings.toLocaleString('en')} gradings, from the closed store: wall`,
    seconds(wall),
    `goal ${seconds(GOALS.report)}; the process grows by ${size(rss)}`,
    wall > GOALS.report,
  );
}

/** The list of the results page, and what a visit of all texts takes. */
function printPanel(
  /** @type {{ samples: number, first: number, filters: Record<string, { wall: number, cpu: number }>, visit: { samples: number, gradings: number, peak: number } }} */ panel,
) {
  const title = `results page, ${panel.samples.toLocaleString('en')} texts`;
  row(
    `${title}: first rows from the closed store`,
    seconds(panel.first),
    `goal ${seconds(GOALS.firstRows)}`,
    panel.first > GOALS.firstRows,
  );
  for (const [name, { wall, cpu }] of Object.entries(panel.filters))
    row(
      `${title}: filter, ${name}`,
      seconds(wall),
      `CPU ${seconds(cpu)}, goal ${seconds(GOALS.filter)}`,
      wall > GOALS.filter,
    );
  const { samples, gradings, peak } = panel.visit;
  row(
    `memory, ${samples.toLocaleString('en')} texts with ${gradings.toLocaleString('en')} gradings visited: peak`,
    size(peak),
    `goal ${size(GOALS.peak)}; of the whole process`,
    peak > GOALS.peak,
  );
}

/**
 * @param {{ samples: number, floor: number, measures: Record<string, number>, review: { open: number, next: number }, thread: { wall: number, stop: number } }} figures
 */
function printMeasures({ samples, floor, measures, review, thread }) {
  const title = `figures, ${samples.toLocaleString('en')} texts, ${(3 * samples).toLocaleString('en')} gradings`;
  for (const [name, cpu] of Object.entries(measures))
    row(
      `${title}: ${name}, CPU`,
      seconds(cpu),
      `${(cpu / floor).toFixed(2)}x reading what they are made of (${seconds(floor)})`,
    );
  row(
    `${title}: graders, in a thread`,
    seconds(thread.wall),
    `the asker stands still for ${thread.stop.toFixed(0)} ms at most`,
  );
  row(
    `review, ${samples.toLocaleString('en')} texts: opened`,
    seconds(review.open),
    `goal ${seconds(GOALS.reviewOpen)}`,
    review.open > GOALS.reviewOpen,
  );
  row(
    `review, ${samples.toLocaleString('en')} texts: the next text`,
    seconds(review.next),
    `goal ${seconds(GOALS.reviewNext)}`,
    review.next > GOALS.reviewNext,
  );
}

/**
 * @param {{ bytesPerSample: number, rawBytesPerSample: number, cpuPerCall: number, rss: { write: number, read: number }, peak: number }} figures
 */
function printStore({ bytesPerSample, rawBytesPerSample, cpuPerCall, rss, peak }) {
  const beyond = bytesPerSample - rawBytesPerSample;
  row(
    'store for each sample with three calls and a grading',
    `${(bytesPerSample / 1024).toFixed(1)} KB`,
    `${(beyond / 1024).toFixed(1)} KB beyond the raw texts, goal ${GOALS.beyondRaw / 1024} KB; ${cpuPerCall.toFixed(0)} µs of CPU a call`,
    beyond > GOALS.beyondRaw,
  );
  row(
    `memory, from ${SAMPLES / 2} to ${SAMPLES} samples`,
    `${rss.write > 0 ? '+' : ''}${size(rss.write)}`,
    `and ${size(rss.read)} while all are read; at most ${size(peak)}, goal ${size(GOALS.peak)}`,
    peak > GOALS.peak,
  );
}

/** In the real VS Code, as its own view of running extensions tells. */
async function printActivation() {
  const vitest = inProject('node_modules/vitest/vitest.mjs');
  const measured = await run(process.execPath, [vitest, 'run', '--project', 'bench'], {
    cwd: inProject(),
  }).then(
    (output) => /activation in milliseconds: (\d+)/u.exec(output)?.[1],
    () => undefined,
  );
  if (measured === undefined)
    row('activation in the real VS Code', 'not measured', 'run npx vitest run --project bench to see why');
  else
    row(
      'activation in the real VS Code',
      `${measured} ms`,
      `goal ${GOALS.activation} ms`,
      Number(measured) > GOALS.activation,
    );
}

/**
 * @param {string} name
 * @param {string} figure
 */
function row(name, figure, remark = '', isBeyond = false) {
  if (isBeyond) missed.push(name.trim());
  console.log(
    `${name.padEnd(66)} ${figure.padStart(14)}  ${remark}${isBeyond ? '  <-- beyond the goal' : ''}`,
  );
}

/** @type {string[]} */
const missed = [];

function printMissed() {
  console.log(missed.length === 0 ? 'All goals are met.' : `Beyond the goal: ${missed.join('; ')}.`);
}

const seconds = (/** @type {number} */ milliseconds) => `${(milliseconds / 1000).toFixed(2)} s`;
const size = (/** @type {number} */ bytes) => `${(bytes / 1e6).toFixed(2)} MB`;

if (isMain(import.meta.url)) await main();
