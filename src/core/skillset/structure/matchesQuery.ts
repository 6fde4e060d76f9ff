import { nameKey } from '../skillset.ts';

/** Whether the letters of a query come in a name in their order: the editor sorts and marks what is left. */
export function matchesQuery(name: string, query: string): boolean {
  const letters = nameKey(name);
  let at = 0;
  for (const letter of nameKey(query).replaceAll(' ', '')) {
    at = letters.indexOf(letter, at);
    if (at === -1) return false;
    at += letter.length;
  }
  return true;
}
