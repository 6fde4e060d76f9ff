import { renderName } from '../edits/renderName.ts';
import { nameKey } from '../skillset.ts';
import type { ListNode, Node } from '../tree/node.ts';
import { textsOf } from '../tree/node.ts';
import { escapeSnippet, type SkillsetCompletion } from './completion.ts';
import { CURSOR, type Within } from './cursorPlace.ts';

/** Words of the machine, such as paths and models: those that the list has already are left out. */
export function wordCompletions(
  cursor: Within,
  { words, list }: { readonly words: Iterable<string>; readonly list: ListNode | undefined },
): SkillsetCompletion[] {
  const present = new Set(list === undefined ? [] : othersIn(list).map(nameKey));
  return [...new Set(words)]
    .filter((word) => !present.has(nameKey(word)))
    .map((word) => ({
      label: word,
      kind: word.endsWith('/') ? 'endpoint' : 'value',
      insertText: cursor.prefix + escapeSnippet(cursor.quote === '' ? renderName(word) : word),
      replace: cursor.replace,
    }));
}

/** The models that are named anywhere, and then the endpoints, whose models have to be known by heart. */
export function modelWords(
  models: readonly string[],
  endpoints: readonly string[],
  inStudy: readonly string[],
): string[] {
  const named = [...new Set([...inStudy, ...models])].filter(
    (name) => name.includes('/') && !name.includes(CURSOR),
  );
  return [...named, ...endpoints.map((name) => `${name}/`)];
}

function othersIn(list: Node): string[] {
  return textsOf(list).filter((text) => !text.includes(CURSOR));
}
