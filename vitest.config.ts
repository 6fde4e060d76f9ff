import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    maxWorkers: 2,
    projects: ['unit', 'contract', 'webview', 'package'].map((name) => ({
      extends: true,
      test: {
        name,
        include: [`test/${name}/**/*.test.ts`],
        testTimeout: name === 'unit' ? 10_000 : 60_000,
        hookTimeout: 120_000,
      },
    })),
  },
});
