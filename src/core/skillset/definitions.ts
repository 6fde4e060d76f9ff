import { type Definition, findDefinition, indexNames } from './names.ts';
import { findPlace } from './places/findPlace.ts';
import type { Project } from './project.ts';

/** Where the name at an offset is defined. Undefined: there is no name, or it is unknown. */
export function definitionAt(project: Project, path: string, offset: number): Definition | undefined {
  const document = project.documents.get(path);
  const place = document && findPlace(document, offset);
  if (place?.kind !== 'name') return undefined;
  return findDefinition(indexNames(project), place.shape.of, place.name);
}

/** The skills, topics and splits that a file defines, the first of each name, in the order of the text. */
export function definitionsIn(project: Project, path: string): Definition[] {
  const { skill, topic, split } = indexNames(project).definitions;
  const all = [skill, topic, split].flatMap((definitions) => [...definitions.values()]);
  return all
    .filter((definition) => definition.path === path)
    .sort((one, other) => one.range.start - other.range.start);
}
