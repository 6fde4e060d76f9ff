import type { Accept } from '../problem.ts';
import { nameKey } from '../skillset.ts';
import { type Node, textOf, textsOf, valueAt } from '../tree/node.ts';

/** A definition that uses the name explains nothing, and tells the student the word that the name rule punishes. */
export function checkNamedInDefinition(skill: Node, accept: Accept): void {
  const definition = valueAt(skill, 'definition');
  const text = textOf(definition);
  if (definition === undefined || text === undefined) return;
  const names = [textOf(valueAt(skill, 'name')) ?? [], ...textsOf(valueAt(skill, 'aliases'))].flat();
  const named = names.find((name) => holdsWords(text, name));
  if (named === undefined) return;
  const message = `The definition uses "${named}", which it should explain. Say it in other words.`;
  accept('warning', 'named-in-definition', message, definition);
}

/** Whether the words of the name stand in the text, parts in parentheses left out. */
function holdsWords(text: string, name: string): boolean {
  const words = nameKey(name.replace(/\([^)]*\)/gu, ' '));
  if (words === '') return false;
  const spaced = nameKey(text);
  for (let at = spaced.indexOf(words); at !== -1; at = spaced.indexOf(words, at + 1)) {
    if (!isWordAt(spaced, at - 1) && !isWordAt(spaced, at + words.length)) return true;
  }
  return false;
}

function isWordAt(text: string, at: number): boolean {
  return /[\p{L}\p{N}]/u.test(text[at] ?? '');
}
