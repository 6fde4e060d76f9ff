import type { Include } from '../includes.ts';
import type { Accept } from '../problem.ts';
import type { ProjectCheck } from './projectCheck.ts';

/** Every included file is there, can be read, and does not include its way back. */
export const checkIncludes: ProjectCheck = ({ project, acceptIn }) => {
  for (const [path, includes] of project.includes) {
    for (const include of includes) checkInclude(include, acceptIn(path));
  }
};

function checkInclude({ written, path, range, outcome }: Include, accept: Accept): void {
  switch (outcome.kind) {
    case 'read':
      return;
    case 'missing':
      accept('error', 'include-missing', missing(written, path), range);
      return;
    case 'unreadable':
      accept('error', 'include-unreadable', unreadable(written, outcome.why), range);
      return;
    case 'cycle':
      accept('error', 'include-cycle', cycle(written, outcome.paths), range);
      return;
  }
}

function missing(written: string, path: string): string {
  return `There is no file "${written}" (looked for at ${path}). Check the path: it is relative to this file.`;
}

function unreadable(written: string, why: string): string {
  return `The file "${written}" could not be read: ${why}. Check that it is a file and that you may read it.`;
}

function cycle(written: string, paths: readonly string[]): string {
  const names = paths.map((path) => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1));
  return `Including "${written}" leads in a circle: ${names.join(' > ')}. Remove one of these includes.`;
}
