// npm run screenshots: takes the pictures of the README from the packaged extension in the real VS Code.

import { setUp } from './setup.mjs';
import { run } from './support/command.mjs';
import { inProject, isMain, projectRoot } from './support/project.mjs';

async function main() {
  await setUp();
  const { buildAll } = await import('./build.mjs');
  const { packBuild } = await import('./package.mjs');
  await buildAll();
  await packBuild();
  const vitest = inProject('node_modules/vitest/vitest.mjs');
  await run(process.execPath, [vitest, 'run', '--project', 'screenshots'], { cwd: projectRoot, show: true });
}

if (isMain(import.meta.url)) await main();
