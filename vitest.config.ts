import { defineConfig } from 'vitest/config';

/** How long one test may take, in milliseconds: the later kinds start browsers and a whole editor. */
const testTimeouts = {
  unit: 10_000,
  contract: 60_000,
  webview: 60_000,
  package: 60_000,
  host: 300_000,
  bench: 300_000,
  screenshots: 300_000,
};

/** Kinds that open the editor. `bench` and `screenshots` belong to npm commands of these names, not to `npm test`. */
const WITH_EDITOR = ['host', 'bench', 'screenshots'];

export default defineConfig({
  test: {
    environment: 'node',
    maxWorkers: 2,
    projects: Object.entries(testTimeouts).map(([name, testTimeout]) => ({
      extends: true,
      test: {
        name,
        include: [`test/${name}/**/*.test.ts`],
        testTimeout,
        hookTimeout: Math.max(testTimeout, 120_000),
        // One editor and its browser are all that a small machine carries.
        fileParallelism: !WITH_EDITOR.includes(name),
      },
    })),
  },
});
