import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { SkillsetFiles } from '../../core/skillset/project.ts';

/** Skillset files on disk. Paths are absolute. */
export const nodeFiles: SkillsetFiles = {
  async read(path) {
    try {
      return await readFile(path, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    }
  },
  resolve: (from, relative) => resolve(dirname(from), relative),
};
