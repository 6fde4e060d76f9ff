import type { TextRange } from '../../../src/core/skillset/problem.ts';
import { loadProject, type Project } from '../../../src/core/skillset/project.ts';
import { fakeFiles } from './fakeFiles.ts';
import { marked, withMarks } from './marked.ts';

/** Files with places marked in them, read as the projects of those that are asked for. */
export interface MarkedFiles {
  readonly texts: Readonly<Record<string, string>>;
  readonly ranges: Readonly<Record<string, readonly TextRange[]>>;
  project(path: string): Promise<Project>;
  /** The files with these places marked in them; a file without any is left out. */
  shown(places: readonly { readonly path: string; readonly range: TextRange }[]): Record<string, string>;
}

export function markedFiles(sources: Readonly<Record<string, string>>): MarkedFiles {
  const files = Object.entries(sources).map(([path, source]) => [path, marked(source)] as const);
  const texts = Object.fromEntries(files.map(([path, { text }]) => [path, text]));
  return {
    texts,
    ranges: Object.fromEntries(files.map(([path, { ranges }]) => [path, ranges])),
    project: (path) => loadProject(path, fakeFiles(texts)),
    shown: (places) => {
      const paths = [...new Set(places.map(({ path }) => path))];
      const rangesIn = (path: string) =>
        places.filter((place) => place.path === path).map(({ range }) => range);
      return Object.fromEntries(paths.map((path) => [path, withMarks(texts[path] ?? '', rangesIn(path))]));
    },
  };
}
