// npm run test:engines: real trainings by the real engines, which are installed where they are not at hand.
import { run } from './support/command.mjs';
import { INSTALL } from './support/engines.mjs';
import { inProject, projectRoot } from './support/project.mjs';

const env = { [INSTALL]: '1' };
await run(process.execPath, [inProject('scripts/test.mjs'), 'engines'], {
  cwd: projectRoot,
  env,
  show: true,
}).catch(() => {
  process.exitCode = 1;
});
