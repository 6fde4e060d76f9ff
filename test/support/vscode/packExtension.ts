import { join, resolve } from 'node:path';
import { run } from '../../../scripts/support/command.mjs';

/** Packs a small extension of the tests' own into a file of the folder `into`, so that it is installed like any other. */
export async function packExtension(folder: string, into: string): Promise<string> {
  const out = join(into, 'extension.vsix');
  const vsce = resolve('node_modules/@vscode/vsce/vsce');
  const options = ['--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', out];
  await run(process.execPath, [vsce, 'package', ...options], { cwd: resolve(folder) });
  return out;
}
