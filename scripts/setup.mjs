// npm run setup: brings a fresh clone, or one whose lock file changed, to where everything can be built and run.
import { installDependencies } from './support/dependencies.mjs';
import { isMain } from './support/project.mjs';
import { provideSqlite } from './support/sqlite.mjs';

/** @param {(line: string) => void} [say] */
export async function setUp(say = console.log) {
  await installDependencies(say);
  await provideSqlite(say);
}

if (isMain(import.meta.url)) {
  await setUp();
  console.log('Dependencies and SQLite are in place.');
}
