import type { NameUse } from '../facts/nameUse.ts';
import { findDefinition, indexNames, type NameIndex } from '../names.ts';
import { findPlace } from '../places/findPlace.ts';
import type { TextRange } from '../problem.ts';
import type { Project } from '../project.ts';
import type { NameKind, NameRole } from '../schema/shape.ts';
import { nameKey } from '../skillset.ts';

/** What a name stands for, wherever it is written. */
export interface NamedThing {
  readonly kind: NameKind;
  readonly key: string;
  /** As it is written where it is defined, or else where it was found. */
  readonly name: string;
}

export interface FoundName {
  readonly thing: NamedThing;
  readonly role: NameRole;
  /** Of the name, quotes included. */
  readonly range: TextRange;
  readonly isDefined: boolean;
}

/** The name at an offset. An alias is found as a name of its own. Undefined: there is no name. */
export function nameAt(project: Project, path: string, offset: number): FoundName | undefined {
  const document = project.documents.get(path);
  const place = document && findPlace(document, offset);
  if (place?.kind !== 'name') return undefined;
  const { shape, name, range } = place;
  const definition = findDefinition(indexNames(project), shape.of, name);
  const kind = definition?.kind ?? shape.of[0];
  if (kind === undefined) return undefined;
  const thing = { kind, key: nameKey(name), name: (definition?.name ?? name).trim() };
  return { thing, role: shape.role, range, isDefined: definition !== undefined };
}

/** What a name stands for: where it may be of several kinds, the first that has it. */
export function kindOf({ of, key }: NameUse, { definitions }: NameIndex): NameKind | undefined {
  return of.length === 1 ? of[0] : (of.find((kind) => definitions[kind].has(key)) ?? of[0]);
}
