import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { toStoreError } from './storeError.ts';

/** Creates the folder of the store. One with the default name keeps itself out of version control. */
export async function prepareFolder(file: string): Promise<void> {
  const folder = dirname(file);
  try {
    await mkdir(folder, { recursive: true });
    if (basename(folder) === '.skillmix') await writeUnlessThere(join(folder, '.gitignore'), '*\n');
  } catch (error) {
    throw toStoreError(error, file);
  }
}

async function writeUnlessThere(file: string, content: string): Promise<void> {
  try {
    await writeFile(file, content, { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
