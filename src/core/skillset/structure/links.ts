import type { TextRange } from '../problem.ts';
import type { Project } from '../project.ts';

/** A path in the text, and the file that it leads to. */
export interface FileLink {
  readonly range: TextRange;
  readonly path: string;
}

/** The includes of a file that there is a file for. */
export function linksOf(project: Project, path: string): FileLink[] {
  const includes = project.includes.get(path) ?? [];
  return includes
    .filter(({ outcome }) => outcome.kind !== 'missing')
    .map((include) => ({ range: include.range, path: include.path }));
}
