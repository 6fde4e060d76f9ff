// Runs named steps one after the other, says how each went, and counts.

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 *
 * @typedef {object} Step
 * @property {string} name
 * @property {(done: readonly StepResult[]) => Promise<string | undefined>} [obstacle] why it cannot run here, if so
 * @property {() => Promise<StepOutcome>} run
 *
 * @typedef {Counts & { output?: string }} StepOutcome what it printed is shown when something failed
 * @typedef {Counts & { name: string }} StepResult
 */

/**
 * Runs them all: a step that fails, or that cannot run, does not keep the later ones from running.
 * @param {readonly Step[]} steps
 * @returns {Promise<readonly StepResult[]>}
 */
export async function runSteps(steps) {
  /** @type {StepResult[]} */
  const results = [];
  for (const step of steps) results.push(await runStep(step, results));
  return results;
}

/**
 * @param {readonly Counts[]} results
 * @returns {Counts}
 */
export function summaryOf(results) {
  const sum = (/** @type {keyof Counts} */ key) => results.reduce((total, counts) => total + counts[key], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

/**
 * @param {Step} step
 * @param {readonly StepResult[]} done
 * @returns {Promise<StepResult>}
 */
async function runStep({ name, obstacle, run }, done) {
  const start = performance.now();
  const cause = await obstacle?.(done);
  if (cause !== undefined) {
    console.log(`skipped  ${name}: ${cause}`);
    return { name, passed: 0, failed: 0, skipped: 1 };
  }
  const { output, ...counts } = await run().catch(failedOutcome);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  if (counts.failed > 0 && output) console.log(output.trimEnd());
  console.log(
    `${(counts.failed === 0 ? 'ok' : 'FAILED').padEnd(8)} ${name} (${describe(counts)}, ${seconds} s)`,
  );
  return { name, ...counts };
}

/** @param {Counts} counts */
function describe(counts) {
  const named = Object.entries(counts).filter(([, count]) => count > 0);
  return named.map(([name, count]) => `${count} ${name}`).join(', ') || 'nothing to do';
}

/**
 * @param {unknown} error
 * @returns {StepOutcome}
 */
function failedOutcome(error) {
  const output = error instanceof Error ? error.message : String(error);
  return { passed: 0, failed: 1, skipped: 0, output };
}
