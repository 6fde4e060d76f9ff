// npm run bench: prints what Skillmix costs as ratios against a floor measured in the same run.
import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setUp } from './setup.mjs';
import { run } from './support/command.mjs';
import { inProject, isMain } from './support/project.mjs';

/** The goals of the first figures; a figure beyond its goal is marked, and the command still ends well. */
const GOALS = { wall: 1.5, editAt5000: 16, completionAt5000: 5, activation: 50, hostJavaScript: 1e6 };

async function main() {
  await setUp();
  const { buildAll } = await import('./build.mjs');
  const { packBuild } = await import('./package.mjs');
  await buildAll();
  const vsix = statSync(await packBuild()).size;
  const folder = await mkdtemp(join(tmpdir(), 'skillmix-bench-'));
  try {
    const { edits, loop } = await figures(folder);
    printEdits(edits);
    printLoop(loop);
    await printActivation();
    const host = ['extension', 'engine', 'libraries'].reduce(
      (sum, name) => sum + statSync(inProject(`dist/${name}.cjs`)).size,
      0,
    );
    row(
      'JavaScript of the host',
      size(host),
      `goal ${size(GOALS.hostJavaScript)}`,
      host > GOALS.hostJavaScript,
    );
    row('JavaScript of the page', size(statSync(inProject('dist/webview.js')).size));
    row('VSIX with SQLite', size(vsix));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs the measured work in a process of its own, against the fake provider in another. */
async function figures(/** @type {string} */ folder) {
  const { build } = await import('esbuild');
  const { copySqlite, sqliteBinary } = await import('./build.mjs');
  /** @type {import('esbuild').BuildOptions} */
  const node = { bundle: true, platform: 'node', target: 'node20', outdir: folder, plugins: [sqliteBinary] };
  await build({
    ...node,
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    entryPoints: { bench: inProject('test/bench/main.ts') },
  });
  await build({
    ...node,
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    entryPoints: { provider: inProject('test/support/providerServer/main.ts') },
  });
  copySqlite(folder);
  const provider = await startProvider(join(folder, 'provider.mjs'));
  try {
    const output = await run(process.execPath, [join(folder, 'bench.cjs'), `${provider.url}/v1`]);
    return JSON.parse(output.trim().split('\n').at(-1) ?? '');
  } finally {
    provider.stop();
  }
}

/**
 * The fake provider waits 50 ms before each reply, as the network would.
 * @param {string} script
 * @returns {Promise<{ url: string, stop: () => void }>}
 */
function startProvider(script) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, '--latency', '50'], {
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

/** @param {readonly { skills: number, edit: number, floor: number, completion: number }[]} edits in milliseconds of CPU */
function printEdits(edits) {
  for (const { skills, edit, floor, completion } of edits) {
    const goal = skills === 5000 ? `goal ${GOALS.editAt5000} ms` : '';
    row(
      `edit to problems, ${skills} skills`,
      `${edit.toFixed(1)} ms CPU`,
      `${(edit / floor).toFixed(3)} of parsing the file by \`yaml\` once (${floor.toFixed(0)} ms) ${goal}`,
      skills === 5000 && edit > GOALS.editAt5000,
    );
    row(
      `completion of a name, ${skills} skills`,
      `${completion.toFixed(1)} ms CPU`,
      skills === 5000 ? `goal ${GOALS.completionAt5000} ms` : '',
      skills === 5000 && completion > GOALS.completionAt5000,
    );
  }
}

/**
 * @typedef {{ wall: number, cpu: number }} Cost in milliseconds
 * @param {{ floor: Cost, skillmix: Cost, cached: Cost, calls: number, bytesPerMix: number }} figures
 */
function printLoop({ floor, skillmix, cached, calls, bytesPerMix }) {
  const wall = skillmix.wall / floor.wall;
  row(
    `generate and grade, ${calls} calls, 50 ms, 20 at a time: wall`,
    seconds(skillmix.wall),
    `${wall.toFixed(2)}x plain fetch (${seconds(floor.wall)}), goal ${GOALS.wall}x`,
    wall > GOALS.wall,
  );
  row(
    '  the same: CPU',
    seconds(skillmix.cpu),
    `${(skillmix.cpu / floor.cpu).toFixed(2)}x plain fetch (${seconds(floor.cpu)})`,
  );
  row(
    '  the same again, all stored: wall',
    seconds(cached.wall),
    `${(cached.wall / floor.wall).toFixed(3)}x plain fetch`,
  );
  row('  store for each mix', `${(bytesPerMix / 1024).toFixed(1)} KB`);
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
  console.log(
    `${name.padEnd(66)} ${figure.padStart(14)}  ${remark}${isBeyond ? '  <-- beyond the goal' : ''}`,
  );
}

const seconds = (/** @type {number} */ milliseconds) => `${(milliseconds / 1000).toFixed(2)} s`;
const size = (/** @type {number} */ bytes) => `${(bytes / 1e6).toFixed(2)} MB`;

if (isMain(import.meta.url)) await main();
