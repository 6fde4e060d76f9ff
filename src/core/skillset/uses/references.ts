import type { Project } from '../project.ts';
import { nameAt } from './nameAt.ts';
import { type LocatedUse, projectsOf, usesIn, usesInAll } from './usesOf.ts';

/**
 * Everywhere the name at an offset is defined or referred to. `others` are further projects, of which those count that
 * share the file that defines it. Nothing for an alias, which nothing refers to.
 */
export function referencesAt(
  project: Project,
  path: string,
  offset: number,
  others: readonly Project[] = [],
): LocatedUse[] {
  const found = nameAt(project, path, offset);
  if (found === undefined || found.role === 'alias') return [];
  return usesInAll(projectsOf(found.thing, project, others), found.thing);
}

/** The same within the file. */
export function highlightsAt(project: Project, path: string, offset: number): LocatedUse[] {
  const found = nameAt(project, path, offset);
  return found === undefined || found.role === 'alias' ? [] : usesIn(project, path, found.thing);
}
