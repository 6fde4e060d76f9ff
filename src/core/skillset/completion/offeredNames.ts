import { renderName } from '../edits/renderName.ts';
import type { Definition, NameIndex } from '../names.ts';
import type { NameKind } from '../schema/shape.ts';
import type { Node } from '../tree/node.ts';
import { perNode } from '../tree/perNode.ts';
import { escapeSnippet } from './completion.ts';

/** A name as completion offers it. */
export interface OfferedName {
  readonly key: string;
  readonly name: string;
  /** What is written where no quotes are open, in the syntax of snippets. */
  readonly plain: string;
}

/** The names of a kind, in order: one list for as long as no name changes. */
export function offeredNames(index: NameIndex, kind: NameKind): readonly OfferedName[] {
  const known = offeredIn(index.table);
  const names = known.get(kind) ?? Array.from(index.definitions[kind].values(), offeredName);
  known.set(kind, names);
  return names;
}

const offeredIn = perNode((_: NameIndex['table']) => new Map<NameKind, readonly OfferedName[]>());

/** Remembered with the entry that a name stands for: a new name leaves thousands of others as they were. */
function offeredName(definition: Definition): OfferedName {
  const remember = REMEMBERED[definition.kind];
  const offered = remember?.(definition.entry, definition);
  // An entry with a mistake may have two names.
  return offered?.key === definition.key ? offered : offer(definition);
}

/** The entry of a category is a skill, and that of a split all splits. */
const REMEMBERED: { readonly [kind in NameKind]?: (entry: Node, definition: Definition) => OfferedName } = {
  skill: perNode((_: Node, definition: Definition) => offer(definition)),
  topic: perNode((_: Node, definition: Definition) => offer(definition)),
};

function offer({ key, name }: Definition): OfferedName {
  const trimmed = name.trim();
  return { key, name: trimmed, plain: escapeSnippet(written(trimmed)) };
}

function written(name: string): string {
  return PLAIN.test(name) && !SPECIAL.test(name) ? name : renderName(name);
}

/** Names that need no quotes anywhere; for the others the library is asked, which takes longer. */
const PLAIN = /^\p{L}[\p{L}\p{M}\p{N}_/().'-]*(?: [\p{L}\p{N}_/().'-]+)*$/u;
const SPECIAL = /^(?:y|n|yes|no|on|off|true|false|null)$/iu;
