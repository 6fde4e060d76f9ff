// npm test: every check there is, in order, each named and timed. npm test -- unit contract runs some of them.
import { setUp } from './setup.mjs';
import { isMain } from './support/project.mjs';
import { runSteps, summaryOf } from './support/steps.mjs';

async function main(/** @type {readonly string[]} */ wanted) {
  await setUp();
  // What the steps import is there only after the set-up.
  const { stepsNamed } = await import('./support/testSteps.mjs');
  return runSteps(stepsNamed(wanted));
}

if (isMain(import.meta.url)) {
  const results = await main(process.argv.slice(2)).catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    return [{ passed: 0, failed: 1, skipped: 0 }];
  });
  const { passed, failed, skipped } = summaryOf(results);
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}
