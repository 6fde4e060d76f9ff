import { ALL_SPLIT } from '../mixes/mix.ts';
import type { SkillsetDocument } from './document.ts';
import type { NameUse } from './facts/nameUse.ts';
import { documentFacts, type PlacedFacts } from './facts/sectionFacts.ts';
import { type RelatedPlace, shiftRange, type TextRange } from './problem.ts';
import type { Project } from './project.ts';
import type { NameKind } from './schema/shape.ts';
import { nameKey } from './skillset.ts';
import type { Node } from './tree/node.ts';

/** Where a name comes into being. Every version of a file has as many as it has names, so they only point. */
export class Definition {
  readonly kind: NameKind;
  readonly path: string;
  readonly #use: NameUse;
  readonly #placed: PlacedFacts;

  constructor(kind: NameKind, use: NameUse, placed: PlacedFacts, path: string) {
    this.kind = kind;
    this.path = path;
    this.#use = use;
    this.#placed = placed;
  }

  /** As it is written there. */
  get name(): string {
    return this.#use.name;
  }

  get key(): string {
    return this.#use.key;
  }

  /** Of the name itself. */
  get range(): TextRange {
    return shiftRange(this.#use, this.#placed.at);
  }

  /** What the name is part of, such as the whole skill. */
  get entry(): Node {
    return this.#placed.node;
  }
}

/** Two entries that claim the same name. */
export interface Clash {
  readonly first: Definition;
  readonly again: Definition;
}

/** The names of a project. */
export interface NameIndex {
  /** The first definition of each name, by kind and key. */
  readonly definitions: { readonly [kind in NameKind]: ReadonlyMap<string, Definition> };
  /** The entry that an alias belongs to. */
  readonly aliases: { readonly [kind in NameKind]: ReadonlyMap<string, Definition> };
  readonly duplicates: readonly Clash[];
  readonly facts: ReadonlyMap<string, readonly PlacedFacts[]>;
}

/** The names of all files, in the order of the project. They are gathered once for each project. */
export function indexNames(project: Project): NameIndex {
  const known = indexes.get(project);
  if (known !== undefined) return known;
  const index = gatherNames(project);
  indexes.set(project, index);
  return index;
}

const indexes = new WeakMap<Project, NameIndex>();

function gatherNames(project: Project): NameIndex {
  const duplicates: Clash[] = [];
  const facts = new Map<string, readonly PlacedFacts[]>();
  const index = { definitions: byKind(), aliases: byKind(), duplicates, facts };
  for (const document of project.documents.values()) {
    const placed = documentFacts(document);
    facts.set(document.path, placed);
    for (const one of placed) gather(one, document, index);
  }
  return index;
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

type Building = ReturnType<typeof byKind>;

function byKind() {
  return {
    skill: new Map<string, Definition>(),
    topic: new Map<string, Definition>(),
    category: new Map<string, Definition>(),
    split: new Map<string, Definition>(),
  };
}

function gather(
  placed: PlacedFacts,
  { path }: SkillsetDocument,
  index: { definitions: Building; aliases: Building; duplicates: Clash[] },
): void {
  for (const use of placed.facts.names) {
    const kind = use.of[0];
    if (kind === undefined || use.role === 'reference') continue;
    const map = use.role === 'alias' ? index.aliases[kind] : index.definitions[kind];
    const first = map.get(use.key);
    if (first === undefined) map.set(use.key, new Definition(kind, use, placed, path));
    else if (use.role === 'definition' && kind !== 'category')
      index.duplicates.push({ first, again: new Definition(kind, use, placed, path) });
  }
}
