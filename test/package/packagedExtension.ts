import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { vsixPath } from '../../scripts/package.mjs';

/** The files of the packed extension: path inside it to bytes, without the envelope that VS Code takes off. */
export async function packagedFiles(): Promise<ReadonlyMap<string, Uint8Array>> {
  const entries = Object.entries(unzipSync(await readFile(vsixPath())));
  const inside = entries.filter(([path]) => path.startsWith('extension/') && !path.endsWith('/'));
  return new Map(inside.map(([path, bytes]) => [path.slice('extension/'.length), bytes]));
}

/** Unpacks the extension into a folder of its own, far from any node_modules. */
export async function unpackExtension(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'skillmix-vsix-'));
  for (const [path, bytes] of await packagedFiles()) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  return folder;
}
