// Runs the tests of one kind, and those with real parts once more where few of their files failed.
import { mkdir, readFile, rm } from 'node:fs/promises';
import { relative } from 'node:path';
import { CommandError, run } from './command.mjs';
import { inProject, projectRoot } from './project.mjs';
import { summaryOf } from './steps.mjs';

/** @typedef {import('./steps.mjs').StepOutcome} StepOutcome */

/**
 * @typedef {import('./steps.mjs').Counts & { file: string }} FileResult
 *
 * @typedef {object} Run
 * @property {readonly FileResult[]} files
 * @property {string | undefined} failure what was printed, if anything failed
 */

/** More failed files than this are no accident of timing, and a second try would only take time. */
const FEW = 2;

/**
 * Runs the tests under test/NAME. What failed at the first try is told even if the second one passes.
 * @param {string} name
 * @param {{ secondTry: boolean }} options
 * @returns {Promise<StepOutcome>}
 */
export async function runTests(name, { secondTry }) {
  return withSecondTry((files) => runOnce(name, files), secondTry);
}

/**
 * @param {(files: readonly string[]) => Promise<Run>} runFiles all files if it is given none
 * @param {boolean} mayTryAgain
 * @returns {Promise<StepOutcome>}
 */
export async function withSecondTry(runFiles, mayTryAgain) {
  const first = await runFiles([]);
  const failed = first.files.filter((result) => result.failed > 0).map(({ file }) => file);
  const isFew = failed.length > 0 && failed.length <= FEW;
  if (!(mayTryAgain && isFew)) return outcomeOf(first);
  const second = await runFiles(failed);
  const steady = first.files.filter(({ file }) => !failed.includes(file));
  const whole = outcomeOf({ files: [...steady, ...second.files], failure: second.failure });
  const output = `${first.failure}\nThe second try:\n${second.failure ?? 'passed'}`;
  return { ...whole, output, secondTry: whole.failed === 0 ? failed : [] };
}

/**
 * @param {Run} run
 * @returns {StepOutcome}
 */
function outcomeOf({ files, failure }) {
  const { passed, failed, skipped } = summaryOf(files);
  // What goes wrong outside all tests is in no file's count.
  return {
    passed,
    failed: failure === undefined ? failed : Math.max(1, failed),
    skipped,
    output: failure ?? '',
  };
}

/**
 * @param {string} name
 * @param {readonly string[]} files
 * @returns {Promise<Run>}
 */
async function runOnce(name, files) {
  const report = inProject('test-results', `${name}.json`);
  await mkdir(inProject('test-results'), { recursive: true });
  await rm(report, { force: true });
  const reporters = ['--reporter=dot', '--no-color', '--reporter=json', `--outputFile.json=${report}`];
  const script = inProject('node_modules/vitest/vitest.mjs');
  const failure = await run(process.execPath, [script, 'run', '--project', name, ...reporters, ...files], {
    cwd: projectRoot,
  }).then(
    () => undefined,
    (error) => (error instanceof CommandError ? error.output : error.message),
  );
  return { files: await readReport(report), failure };
}

/**
 * @param {string} report
 * @returns {Promise<readonly FileResult[]>} none if nothing could be run
 */
async function readReport(report) {
  const text = await readFile(report, 'utf8').catch(() => undefined);
  if (text === undefined) return [];
  /** @type {{ testResults: { name: string, status: string, assertionResults: { status: string }[] }[] }} */
  const { testResults } = JSON.parse(text);
  return testResults.map(({ name, status, assertionResults }) => {
    const count = (/** @type {string} */ wanted) =>
      assertionResults.filter((result) => result.status === wanted).length;
    const passed = count('passed');
    const failed = count('failed');
    return {
      file: relative(projectRoot, name),
      passed,
      // A file that could not be run to its end has perhaps no failed test; it counts as one.
      failed: status === 'failed' ? Math.max(1, failed) : failed,
      skipped: assertionResults.length - passed - failed,
    };
  });
}
