import type { Accept, TextRange } from '../problem.ts';
import type { MappingShape } from '../schema/shape.ts';
import type { MappingNode } from '../tree/node.ts';
import { didYouMean } from './didYouMean.ts';
import { listed } from './messages.ts';

/** Unknown keys, missing keys, and the same key twice. */
export function inspectKeys(node: MappingNode, shape: MappingShape, accept: Accept): void {
  const keys = node.pairs.map(({ key }) => ({ name: key.value, range: key }));
  checkKeys(keys, shape, accept);
  const missing = missingKeys(keys, shape);
  if (missing.length > 0) accept('error', 'missing-key', missingMessage(missing, shape), markOf(node));
}

export interface KeyPlace {
  readonly name: string;
  readonly range: TextRange;
}

/** Unknown keys, and the same key twice. */
export function checkKeys(keys: readonly KeyPlace[], shape: MappingShape, accept: Accept): void {
  const seen = new Set<string>();
  for (const { name, range } of keys) {
    if (!shape.keys.some((rule) => rule.name === name))
      accept('error', 'unknown-key', unknownMessage(name, shape), range);
    if (seen.has(name)) accept('error', 'duplicate-key', duplicateMessage(name, shape), range);
    seen.add(name);
  }
}

export function missingKeys(keys: readonly KeyPlace[], shape: MappingShape): string[] {
  const there = new Set(keys.map(({ name }) => name));
  return shape.keys.filter((rule) => rule.required && !there.has(rule.name)).map((rule) => rule.name);
}

export function missingMessage(missing: readonly string[], shape: MappingShape): string {
  const names = listed(missing.map((name) => `"${name}"`));
  return `${names} ${missing.length === 1 ? 'is' : 'are'} missing in ${shape.title}. Add ${missing.length === 1 ? 'it' : 'them'}.`;
}

function unknownMessage(name: string, shape: MappingShape): string {
  const names = shape.keys.map((rule) => rule.name);
  const advice = didYouMean(name, names) ?? `It may hold ${listed(names.map((one) => `"${one}"`))}.`;
  return `"${name}" is no key of ${shape.title}. ${advice}`;
}

function duplicateMessage(name: string, shape: MappingShape): string {
  return `"${name}" stands twice in ${shape.title}. Keep one of them.`;
}

/** The name of the entry, or else its first key: marking the whole entry would hide everything else. */
function markOf(node: MappingNode): TextRange {
  const named = node.pairs.find(({ key }) => key.value === 'name')?.value;
  if (named?.kind === 'scalar' && named.value !== '') return named;
  return node.pairs[0]?.key ?? node;
}
