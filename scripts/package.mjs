// npm run package: builds, and packs the extension for this platform into skillmix-TARGET-VERSION.vsix.
import { readFileSync, statSync } from 'node:fs';
import { setUp } from './setup.mjs';
import { run } from './support/command.mjs';
import { inProject, isMain, projectRoot } from './support/project.mjs';
import { libc } from './support/sqlite.mjs';

/** Where the package for this platform lies. */
export function vsixPath() {
  const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
  return inProject(`skillmix-${target()}-${version}.vsix`);
}

/**
 * Packs what the build left in dist/.
 * @returns {Promise<string>} the package's path
 */
export async function packBuild() {
  const vsce = inProject('node_modules/@vscode/vsce/vsce');
  const options = [
    '--no-dependencies',
    '--allow-missing-repository',
    // There is no address yet from which the pictures of the README could be served.
    '--no-rewrite-relative-links',
    '--target',
    target(),
    '--out',
    vsixPath(),
  ];
  await run(process.execPath, [vsce, 'package', ...options], { cwd: projectRoot });
  return vsixPath();
}

/** The platform in the marketplace's words, such as linux-x64: SQLite's binary is for this one only. */
function target() {
  const system = process.platform === 'linux' && libc() === 'musl' ? 'alpine' : process.platform;
  return `${system}-${process.arch === 'arm' ? 'armhf' : process.arch}`;
}

if (isMain(import.meta.url)) {
  await setUp();
  const { buildAll } = await import('./build.mjs');
  await buildAll();
  const path = await packBuild();
  console.log(`${path} (${(statSync(path).size / 1e6).toFixed(1)} MB)`);
}
