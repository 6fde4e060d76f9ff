import type { NameInPart, PartFacts } from './facts/partFacts.ts';
import { skillFacts } from './facts/skillFacts.ts';
import type { NameKind } from './schema/shape.ts';

/** Which names there are, each told by its place among all definitions and aliases of the project, from 0. */
export interface NameTable {
  /** The place of the first name of each part. */
  readonly firsts: readonly number[];
  /** The first definition of each name, by kind and key. */
  readonly definitions: PlacesByKind;
  readonly aliases: PlacesByKind;
  readonly duplicates: readonly { readonly first: number; readonly again: number }[];
}

export type PlacesByKind = { readonly [kind in NameKind]: ReadonlyMap<string, number> };

export function nameTable(parts: readonly PartFacts[]): NameTable {
  const firsts: number[] = [];
  const definitions = byKind();
  const aliases = byKind();
  const duplicates: NameTable['duplicates'][number][] = [];
  let place = 0;
  for (const part of parts) {
    firsts.push(place);
    for (const { use } of part.definitions) {
      const kind = use.of[0];
      if (kind !== undefined) {
        const places = use.role === 'alias' ? aliases[kind] : definitions[kind];
        const first = places.get(use.key);
        if (first === undefined) places.set(use.key, place);
        else if (use.role === 'definition' && kind !== 'category') duplicates.push({ first, again: place });
      }
      place += 1;
    }
  }
  return { firsts, definitions, aliases, duplicates };
}

function byKind() {
  return {
    skill: new Map<string, number>(),
    topic: new Map<string, number>(),
    category: new Map<string, number>(),
    split: new Map<string, number>(),
  };
}

/** Whether parts define the same names in the same order, and skills in the same categories: few edits change that. */
export function defineTheSame(some: readonly PartFacts[], others: readonly PartFacts[]): boolean {
  return some.length === others.length && some.every((one, at) => definesTheSame(one, others[at]));
}

function definesTheSame(one: PartFacts, other: PartFacts | undefined): boolean {
  if (one === other) return true;
  if (one.definitions.length !== other?.definitions.length) return false;
  return one.definitions.every((name, at) => isSameName(name, other.definitions[at]));
}

function isSameName(one: NameInPart, other: NameInPart | undefined): boolean {
  if (one.use.name !== other?.use.name || one.use.role !== other.use.role) return false;
  const kind = one.use.of[0];
  if (kind !== other.use.of[0]) return false;
  if (kind !== 'skill' || one.entry.node === other.entry.node) return true;
  const skill = skillFacts(one.entry.node);
  const otherSkill = skillFacts(other.entry.node);
  return skill.category === otherSkill.category && skill.words === otherSkill.words;
}
