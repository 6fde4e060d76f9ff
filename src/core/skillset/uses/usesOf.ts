import { indexNames, rangeInFile } from '../names.ts';
import type { TextRange } from '../problem.ts';
import type { Project } from '../project.ts';
import type { NameRole } from '../schema/shape.ts';
import { kindOf, type NamedThing } from './nameAt.ts';

/** A name where it stands in a file. */
export interface LocatedUse {
  readonly path: string;
  /** Quotes included. */
  readonly range: TextRange;
  readonly role: Exclude<NameRole, 'alias'>;
}

/** Where a name is defined and referred to in a project, file by file, in the order of the text. */
export function usesOf(project: Project, thing: NamedThing): LocatedUse[] {
  const index = indexNames(project);
  const uses: LocatedUse[] = [];
  for (const { path, at, facts } of index.parts) {
    for (const name of facts.names) {
      const { use } = name;
      if (use.key !== thing.key || use.role === 'alias' || kindOf(use, index) !== thing.kind) continue;
      uses.push({ path, range: rangeInFile(name, at), role: use.role });
    }
  }
  return uses;
}

/** The same in one file. */
export function usesIn(project: Project, path: string, thing: NamedThing): LocatedUse[] {
  return usesOf(project, thing).filter((use) => use.path === path);
}

/**
 * The projects in which the name means the same as in the first: those that hold a file that defines it there. A name
 * that no file defines means something in the first only.
 */
export function projectsOf(thing: NamedThing, project: Project, others: readonly Project[]): Project[] {
  const paths = new Set(
    usesOf(project, thing).flatMap(({ role, path }) => (role === 'definition' ? path : [])),
  );
  const sharing = others.filter(
    ({ root, documents }) =>
      root.path !== project.root.path && [...paths].some((path) => documents.has(path)),
  );
  return [project, ...sharing];
}

/** The uses of a name in several projects, each place once, file by file. */
export function usesInAll(projects: readonly Project[], thing: NamedThing): LocatedUse[] {
  const seen = new Map<string, LocatedUse>();
  for (const project of projects) {
    for (const use of usesOf(project, thing)) seen.set(`${use.range.start} ${use.path}`, use);
  }
  return [...seen.values()];
}
