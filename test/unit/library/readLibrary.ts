import { fileURLToPath } from 'node:url';
import { nodeFiles } from '../../../src/adapters/files/nodeFiles.ts';
import { loadProject, type Project } from '../../../src/core/skillset/project.ts';

/** The library as it is shipped. */
export function readLibrary(): Promise<Project> {
  const root = new URL('../../../media/library/library.skillset.yaml', import.meta.url);
  return loadProject(fileURLToPath(root), nodeFiles);
}
