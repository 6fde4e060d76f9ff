import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The paths of all files under a folder whose bytes contain the text in UTF-8 or UTF-16. */
export async function filesContaining(folder: string, text: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const found = await Promise.all(paths.map(async (path) => ((await contains(path, text)) ? [path] : [])));
  return found.flat();
}

async function contains(path: string, text: string): Promise<boolean> {
  const bytes = await readFile(path);
  return bytes.includes(text) || bytes.includes(text, 0, 'utf16le');
}
