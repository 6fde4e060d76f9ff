import type { SkillsetFiles } from '../../../src/core/skillset/project.ts';

/** Files in memory. A path that starts with `locked/` can be found and not read. */
export function fakeFiles(files: Readonly<Record<string, string>>): SkillsetFiles {
  return {
    read: async (path) => {
      if (path.startsWith('locked/')) throw new Error('permission denied');
      return files[path];
    },
    resolve: (fromPath, relative) => [...fromPath.split('/').slice(0, -1), relative].join('/'),
  };
}
