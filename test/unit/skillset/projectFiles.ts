import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');

/** The skillset files that come with the project: the examples and the library. */
export async function projectFiles(): Promise<string[]> {
  const folders = ['examples', 'media/library'].map(async (folder) => {
    const names = await readdir(join(ROOT, folder), { recursive: true });
    return names.filter((name) => /\.skillset\.ya?ml$/u.test(name)).map((name) => join(ROOT, folder, name));
  });
  return (await Promise.all(folders)).flat();
}
