import { defineConfig } from 'vitest/config';
import { textFiles } from './scripts/support/textFiles.mjs';

/** How long one test may take, in milliseconds: the later kinds start browsers and a whole editor. */
const testTimeouts = {
  unit: 10_000,
  contract: 60_000,
  webview: 60_000,
  package: 60_000,
  remote: 120_000,
  host: 300_000,
  bench: 300_000,
  screenshots: 300_000,
  engines: 600_000,
};

/** Kinds that open the editor. `bench`, `screenshots` and `engines` belong to npm commands of these names, not to `npm test`. */
const WITH_EDITOR = ['host', 'bench', 'screenshots'];

/** One editor and its browser, or one cluster, is all that a small machine carries. */
const ONE_BY_ONE = [...WITH_EDITOR, 'remote'];

export default defineConfig({
  plugins: [textFiles],
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
        fileParallelism: !ONE_BY_ONE.includes(name),
        setupFiles: name === 'host' ? ['test/support/vscode/failurePictures.ts'] : [],
      },
    })),
  },
});
