import { expect, test } from 'vitest';
import { type Run, withSecondTry } from '../../../scripts/support/vitestStep.mjs';

const steady = { file: 'a.test.ts', passed: 5, failed: 0, skipped: 1 };
const red = { file: 'b.test.ts', passed: 2, failed: 1, skipped: 3 };
const green = { file: 'b.test.ts', passed: 6, failed: 0, skipped: 0 };

/** Runs that end as told, one after the other; `asked` are the files that each was asked for. */
function runs(...outcomes: readonly Run[]) {
  const asked: (readonly string[])[] = [];
  return {
    asked,
    run: async (files: readonly string[]) => {
      asked.push(files);
      const outcome = outcomes[asked.length - 1];
      if (outcome === undefined) throw new Error('asked once too often');
      return outcome;
    },
  };
}

test('a file that passes only at the second try is named, with what failed at the first', async () => {
  const { run, asked } = runs(
    { files: [steady, red], failure: 'b was red' },
    { files: [green], failure: undefined },
  );
  const outcome = await withSecondTry(run, true);
  expect(asked).toEqual([[], ['b.test.ts']]);
  expect(outcome).toMatchObject({ passed: 11, failed: 0, skipped: 1, secondTry: ['b.test.ts'] });
  expect(outcome.output).toMatch(/b was red/u);
});

test('a file that fails twice has failed, and both outputs are told', async () => {
  const { run } = runs(
    { files: [steady, red], failure: 'b was red' },
    { files: [red], failure: 'b was red again' },
  );
  const outcome = await withSecondTry(run, true);
  expect(outcome).toMatchObject({ passed: 7, failed: 1, skipped: 4, secondTry: [] });
  expect(outcome.output).toMatch(/b was red\n[\s\S]*b was red again/u);
});

test.each([
  ['the tests of pure code', [steady, red], false],
  ['more than two files', [red, { ...red, file: 'c.test.ts' }, { ...red, file: 'd.test.ts' }], true],
  ['a run of which no file is known', [], true],
])('%s are not tried again', async (_what, files, mayTryAgain) => {
  const { run, asked } = runs({ files, failure: 'red' });
  const outcome = await withSecondTry(run, mayTryAgain);
  expect(asked).toHaveLength(1);
  expect(outcome.failed).toBeGreaterThan(0);
  expect(outcome.output).toBe('red');
});

test('an error outside all tests is not mended by a second try that finds it again', async () => {
  const { run } = runs(
    { files: [steady, red], failure: 'red' },
    { files: [green], failure: 'an unhandled rejection' },
  );
  expect(await withSecondTry(run, true)).toMatchObject({ failed: 1, secondTry: [] });
});
