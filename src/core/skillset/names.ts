import { ALL_SPLIT } from '../mixes/mix.ts';
import { type NameInPart, type PlacedPart, partsOf } from './facts/partFacts.ts';
import { defineTheSame, type NameTable, nameTable, type PlacesByKind } from './nameTable.ts';
import { type RelatedPlace, shiftRange, type TextRange } from './problem.ts';
import type { Project } from './project.ts';
import type { NameKind } from './schema/shape.ts';
import { nameKey } from './skillset.ts';
import { lastUpTo } from './tree/lastUpTo.ts';
import type { Node } from './tree/node.ts';
import { perNode } from './tree/perNode.ts';

/** Where a name comes into being. */
export class Definition {
  readonly kind: NameKind;
  readonly path: string;
  readonly #name: NameInPart;
  readonly #at: number;

  constructor(kind: NameKind, { path, at }: LocatedPart, name: NameInPart) {
    this.kind = kind;
    this.path = path;
    this.#name = name;
    this.#at = at;
  }

  /** As it is written there. */
  get name(): string {
    return this.#name.use.name;
  }

  get key(): string {
    return this.#name.use.key;
  }

  /** Of the name itself. */
  get range(): TextRange {
    return rangeInFile(this.#name, this.#at);
  }

  /** What the name is part of, such as the whole skill. */
  get entry(): Node {
    return this.#name.entry.node;
  }
}

/** In the text of the file, for a name of the part that starts at `at`. */
export function rangeInFile({ use, entry }: NameInPart, at: number): TextRange {
  return shiftRange(use, at + entry.at);
}

/** Two entries that claim the same name. */
export interface Clash {
  readonly first: Definition;
  readonly again: Definition;
}

/** A part of a file of the project. */
export interface LocatedPart extends PlacedPart {
  readonly path: string;
}

/** The names of a project. */
export interface NameIndex {
  /** In the order of the project. */
  readonly parts: readonly LocatedPart[];
  /** The same object from version to version, for as long as no name comes, goes or moves. */
  readonly table: NameTable;
  /** The first definition of each name, by kind and key. */
  readonly definitions: { readonly [kind in NameKind]: Definitions };
  /** The entry that an alias belongs to. */
  readonly aliases: { readonly [kind in NameKind]: Definitions };
  readonly duplicates: readonly Clash[];
  /** By its place in the table. */
  definitionAt(place: number): Definition | undefined;
}

/** Definitions by the keys of their names: each is made when it is asked for, because a project has thousands. */
export class Definitions {
  readonly #places: ReadonlyMap<string, number>;
  readonly #at: NameIndex['definitionAt'];

  constructor(places: ReadonlyMap<string, number>, at: NameIndex['definitionAt']) {
    this.#places = places;
    this.#at = at;
  }

  get size(): number {
    return this.#places.size;
  }

  has(key: string): boolean {
    return this.#places.has(key);
  }

  get(key: string): Definition | undefined {
    const place = this.#places.get(key);
    return place === undefined ? undefined : this.#at(place);
  }

  keys(): IterableIterator<string> {
    return this.#places.keys();
  }

  *values(): Generator<Definition> {
    for (const place of this.#places.values()) {
      const definition = this.#at(place);
      if (definition !== undefined) yield definition;
    }
  }
}

/** The names of all files, in the order of the project. They are gathered once for each project. */
export const indexNames: (project: Project) => NameIndex = perNode(gatherNames);

function gatherNames({ documents, lineage }: Project): NameIndex {
  const parts = [...documents.values()].flatMap((document) =>
    partsOf(document).map(({ at, facts }) => ({ path: document.path, at, facts })),
  );
  const table = tableOf(parts, lineage);
  const definitionAt = (place: number) => definitionIn(parts, table, place);
  return {
    parts,
    table,
    definitions: byKind(table.definitions, definitionAt),
    aliases: byKind(table.aliases, definitionAt),
    duplicates: table.duplicates.flatMap(({ first, again }) =>
      clash(definitionAt(first), definitionAt(again)),
    ),
    definitionAt,
  };
}

/** The names as they were in the version before, if they are the same. */
function tableOf(parts: readonly LocatedPart[], lineage: Project['lineage']): NameTable {
  const facts = parts.map((part) => part.facts);
  const before = lastTables.get(lineage);
  const table = before !== undefined && defineTheSame(before.facts, facts) ? before.table : nameTable(facts);
  lastTables.set(lineage, { facts, table });
  return table;
}

const lastTables = new WeakMap<
  Project['lineage'],
  { readonly facts: readonly PlacedPart['facts'][]; readonly table: NameTable }
>();

function definitionIn(
  parts: readonly LocatedPart[],
  { firsts }: NameTable,
  place: number,
): Definition | undefined {
  const at = lastUpTo(firsts, place, (first) => first);
  const part = parts[at];
  const name = part?.facts.definitions[place - (firsts[at] ?? 0)];
  const kind = name?.use.of[0];
  return part && name && kind && new Definition(kind, part, name);
}

function byKind(places: PlacesByKind, at: NameIndex['definitionAt']): NameIndex['definitions'] {
  return {
    skill: new Definitions(places.skill, at),
    topic: new Definitions(places.topic, at),
    category: new Definitions(places.category, at),
    split: new Definitions(places.split, at),
  };
}

function clash(first: Definition | undefined, again: Definition | undefined): Clash[] {
  return first === undefined || again === undefined ? [] : [{ first, again }];
}

/** The parts of one file. */
export function partsIn({ parts }: NameIndex, path: string): LocatedPart[] {
  return parts.filter((part) => part.path === path);
}

/** Whether a reference to that name of one of those kinds leads somewhere. */
export function isKnown(index: NameIndex, kinds: readonly NameKind[], key: string): boolean {
  return kinds.some((kind) => index.definitions[kind].has(key) || (kind === 'split' && key === ALL_SPLIT));
}

export function findDefinition(
  index: NameIndex,
  kinds: readonly NameKind[],
  name: string,
): Definition | undefined {
  const key = nameKey(name);
  for (const kind of kinds) {
    const definition = index.definitions[kind].get(key);
    if (definition !== undefined) return definition;
  }
  return undefined;
}

/** The names of a kind as their authors write them. */
export function namesOf(index: NameIndex, kind: NameKind): string[] {
  const names = Array.from(index.definitions[kind].values(), ({ name }) => name.trim());
  return kind === 'split' ? [...names, ALL_SPLIT] : names;
}

export function relatedTo({ path, range }: Definition, message: string): RelatedPlace {
  return { path, range, message };
}
