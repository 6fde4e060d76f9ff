// npm run soak: the packaged command line is killed fifty times during two thousand calls to a server that misbehaves.
import { setUp } from './setup.mjs';
import { run } from './support/command.mjs';
import { inProject, isMain } from './support/project.mjs';

/** Eight calls for each mix. The environment may ask for less. */
const { SKILLMIX_SOAK_MIXES: mixes = '250', SKILLMIX_SOAK_KILLS: kills = '50' } = process.env;
const SIZE = { SKILLMIX_SOAK_MIXES: mixes, SKILLMIX_SOAK_KILLS: kills };

async function main() {
  await setUp();
  const { buildAll } = await import('./build.mjs');
  await buildAll();
  const vitest = inProject('node_modules/vitest/vitest.mjs');
  const test = ['run', '--project', 'package', 'test/package/soak.test.ts'];
  await run(process.execPath, [vitest, ...test], { cwd: inProject(), env: SIZE, show: true });
}

if (isMain(import.meta.url)) await main();
