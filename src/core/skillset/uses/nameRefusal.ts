import { ALL_SPLIT, AUTHORED_SPLIT } from '../../mixes/mix.ts';
import { indexNames, type NameIndex } from '../names.ts';
import type { Project } from '../project.ts';
import type { NameKind } from '../schema/shape.ts';
import { nameKey } from '../skillset.ts';
import type { NamedThing } from './nameAt.ts';

/** In UTF-16 units. YAML takes no key of more than 1,024, and nobody reads one of more than this. */
const MOST_LENGTH = 200;

/** Why something cannot have that name, as a sentence; undefined: it can. */
export function nameRefusal(
  thing: NamedThing,
  newName: string,
  projects: readonly Project[],
): string | undefined {
  const key = nameKey(newName);
  if (key === '') return `A ${thing.kind} needs a name: write at least one letter.`;
  if (newName.length > MOST_LENGTH)
    return `A name has at most ${MOST_LENGTH} characters: write a shorter one.`;
  if (/[\p{Cc}\p{Cs}\u2028\u2029\ufeff]/u.test(newName.replace(/\s+/gu, ' ')))
    return 'The name holds a character that cannot be seen: leave it out.';
  if (thing.kind === 'split' && (key === ALL_SPLIT || key === AUTHORED_SPLIT))
    return `"${newName.trim()}" is reserved: choose another name for this split.`;
  // Case and spacing do not tell names apart, so that this changes how the name is written and nothing else.
  if (key === thing.key) return undefined;
  for (const project of projects) {
    const taken = takenBy(thing, key, indexNames(project));
    if (taken !== undefined) return `"${newName.trim()}" is ${taken} already: choose another name.`;
  }
  return undefined;
}

function takenBy({ kind, key: oldKey }: NamedThing, key: string, index: NameIndex): string | undefined {
  const { definitions, aliases } = index;
  if (definitions[kind].has(key)) return `the name of a ${kind}`;
  const alias = aliases[kind].get(key);
  if (alias !== undefined && alias.entry !== definitions[kind].get(oldKey)?.entry)
    return `an alias of another ${kind}`;
  const rival = RIVALS[kind];
  return rival !== undefined && definitions[rival].has(key) ? `the name of a ${rival}` : undefined;
}

/** `exclude:` takes skills and topics, and could not tell them apart. */
const RIVALS: { readonly [kind in NameKind]?: NameKind } = { skill: 'topic', topic: 'skill' };
