// The steps of npm test, in their order.
import { mkdir, readFile, rm } from 'node:fs/promises';
import { buildAll } from '../build.mjs';
import { packBuild } from '../package.mjs';
import { provideChromium } from './chromium.mjs';
import { CommandError, run } from './command.mjs';
import { enginesObstacle } from './engines.mjs';
import { inProject, projectRoot } from './project.mjs';
import { provideRemoteServers } from './remoteServers.mjs';
import { installVsCode } from './vscodeServer.mjs';

/** @typedef {import('./steps.mjs').Step} Step */

const tsconfigs = [
  'tsconfig.json',
  'src/core/tsconfig.json',
  'webview/tsconfig.json',
  'test/webview/tsconfig.json',
  'scripts/tsconfig.json',
];

/** @type {readonly Step[]} */
const steps = [
  tool('format', ['@biomejs/biome/bin/biome', 'ci', '--colors=off']),
  tool('types', ...tsconfigs.map((tsconfig) => ['typescript/bin/tsc', '--project', tsconfig])),
  tool('layers', ['dependency-cruiser/bin/dependency-cruise.mjs', 'src', 'webview']),
  tool('unused', ['knip/bin/knip.js', '--no-progress']),
  { name: 'build', run: buildAndPack },
  tests('unit'),
  tests('contract'),
  tests('remote', remoteObstacle),
  tests('webview', chromiumObstacle),
  tests('package', buildObstacle),
  tests('host', buildObstacle, chromiumObstacle, vsCodeObstacle),
  tests('engines', buildObstacle, enginesObstacle, remoteServersIfPossible),
];

/** Steps that look at the package. */
const needBuild = ['package', 'host', 'engines'];

/**
 * The steps of these names, or all; what they need runs before them.
 * @param {readonly string[]} names
 * @returns {readonly Step[]}
 */
export function stepsNamed(names) {
  const known = steps.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`There is no step "${unknown}"; there are ${known.join(', ')}.`);
  if (names.length === 0) return steps;
  const wanted = names.some((name) => needBuild.includes(name)) ? ['build', ...names] : names;
  return steps.filter(({ name }) => wanted.includes(name));
}

/**
 * A step of programs from node_modules, one test in all.
 * @param {string} name
 * @param {...readonly string[]} commands each a script and its arguments
 * @returns {Step}
 */
function tool(name, ...commands) {
  return {
    name,
    run: async () => {
      const outputs = await Promise.all(commands.map(runTool));
      const said = outputs.filter((output) => output !== undefined);
      return {
        passed: said.length === 0 ? 1 : 0,
        failed: said.length === 0 ? 0 : 1,
        skipped: 0,
        output: said.join('\n'),
      };
    },
  };
}

/**
 * @param {readonly string[]} command
 * @returns {Promise<string | undefined>} what went wrong
 */
function runTool([script = '', ...args]) {
  return run(process.execPath, [inProject('node_modules', script), ...args], { cwd: projectRoot }).then(
    () => undefined,
    (error) => (error instanceof CommandError ? error.output : error.message),
  );
}

async function buildAndPack() {
  await buildAll();
  await packBuild();
  return { passed: 1, failed: 0, skipped: 0 };
}

/**
 * A step of the tests under test/NAME.
 * @param {string} name
 * @param {...NonNullable<Step['obstacle']>} obstacles
 * @returns {Step}
 */
function tests(name, ...obstacles) {
  return {
    name,
    obstacle: async (done) => {
      for (const obstacle of obstacles) {
        const cause = await obstacle(done);
        if (cause !== undefined) return cause;
      }
      return undefined;
    },
    run: () => runTests(name),
  };
}

/** @param {string} name */
async function runTests(name) {
  const report = inProject('test-results', `${name}.json`);
  await mkdir(inProject('test-results'), { recursive: true });
  await rm(report, { force: true });
  const reporters = ['--reporter=dot', '--no-color', '--reporter=json', `--outputFile.json=${report}`];
  const failure = await runTool(['vitest/vitest.mjs', 'run', '--project', name, ...reporters]);
  return { ...(await countsIn(report, failure !== undefined)), output: failure ?? '' };
}

/**
 * A file that could not be run at all has no failed test in the report; it counts as one.
 * @param {string} report
 * @param {boolean} hasFailed
 */
async function countsIn(report, hasFailed) {
  const text = await readFile(report, 'utf8').catch(() => undefined);
  if (text === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(text);
  const failed = hasFailed ? Math.max(1, numFailedTests) : numFailedTests;
  return { passed: numPassedTests, failed, skipped: numPendingTests + numTodoTests };
}

/** @type {NonNullable<Step['obstacle']>} */
async function buildObstacle(done) {
  return done.some(({ name, failed }) => name === 'build' && failed > 0) ? 'the build failed' : undefined;
}

function chromiumObstacle() {
  return obstacleOf(provideChromium(console.log));
}

function remoteObstacle() {
  return obstacleOf(provideRemoteServers(console.log));
}

/** Some tests of a step can do without: those that cannot name the cause themselves. */
async function remoteServersIfPossible() {
  await remoteObstacle();
  return undefined;
}

function vsCodeObstacle() {
  return obstacleOf(installVsCode(console.log));
}

/**
 * @param {Promise<unknown>} preparation
 * @returns {Promise<string | undefined>}
 */
function obstacleOf(preparation) {
  return preparation.then(
    () => undefined,
    (error) => error.message.split('\n')[0],
  );
}
