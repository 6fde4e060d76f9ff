import * as v from 'valibot';
import { withoutThinking } from '../generation/withoutThinking.ts';

export type FoundJson =
  | { readonly kind: 'found'; readonly value: unknown }
  | { readonly kind: 'unreadable'; readonly why: string };

/**
 * The one JSON object of a reply that has a certain `id`: the whole reply, or an object in a fence or amid prose. Two
 * that differ contradict each other, and so do two values of one key: then none counts.
 */
export function findJson(reply: string, id: string): FoundJson {
  const said = withoutThinking(reply).trim();
  if (said === '') return unreadable('the reply is empty');
  if (!said.includes('{')) return unreadable('the reply holds no JSON');
  if (!said.includes(id)) return unreadable('the reply holds JSON, but none with the id of this request');
  const wanted = objectsWithId(said, id);
  const [first, ...others] = wanted;
  if (first === undefined) return unreadable('the JSON of the reply is cut off or malformed');
  const isSame = others.every(({ value }) => JSON.stringify(value) === JSON.stringify(first.value));
  if (!isSame) return unreadable('the reply holds two gradings that differ');
  if (wanted.some(repeatsKey)) return unreadable('the grading has two values for one key');
  return { kind: 'found', value: first.value };
}

interface JsonObject {
  readonly source: string;
  readonly value: unknown;
}

function unreadable(why: string): FoundJson {
  return { kind: 'unreadable', why };
}

/** More would be an attack, not a grading. */
const TRIES = 200;

/** The objects of a reply with the id, in its order and at any depth; one of them hides what is within it. */
function objectsWithId(said: string, id: string): JsonObject[] {
  const whole = parseJson(said);
  if (whole !== undefined && hasId(whole, id)) return [whole];
  const objects: JsonObject[] = [];
  let at = said.indexOf('{');
  for (let tries = 0; at !== -1 && tries < TRIES; tries += 1) {
    const parsed = parseJson(balancedFrom(said, at) ?? '');
    const isWanted = parsed !== undefined && hasId(parsed, id);
    if (isWanted) objects.push(parsed);
    at = said.indexOf('{', isWanted ? at + parsed.source.length : at + 1);
  }
  return objects;
}

function hasId({ value }: JsonObject, id: string): boolean {
  return v.is(WITH_ID, value) && value.id.trim() === id;
}

const WITH_ID = v.looseObject({ id: v.string() });

/** From a brace to the one that closes it, braces in strings left aside. */
function balancedFrom(text: string, start: number): string | undefined {
  let depth = 0;
  for (const token of text.slice(start).matchAll(/"(?:[^"\\]|\\[\s\S])*"|[{}]/gu)) {
    if (token[0] === '{') depth += 1;
    if (token[0] === '}') depth -= 1;
    if (depth === 0) return text.slice(start, start + token.index + 1);
  }
  return undefined;
}

function parseJson(source: string): JsonObject | undefined {
  try {
    return { source, value: JSON.parse(source) };
  } catch {
    return undefined;
  }
}

/** `JSON.parse` keeps the last of two values silently: then the source has more keys than the value. */
function repeatsKey({ source, value }: JsonObject): boolean {
  let keys = 0;
  // In sound JSON a string before a colon is a key.
  for (const [, colon] of source.matchAll(/"(?:[^"\\]|\\[\s\S])*"(\s*:)?/gu))
    if (colon !== undefined) keys += 1;
  return keys > keysIn(value);
}

function keysIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inner = Object.values(value).reduce((sum: number, each) => sum + keysIn(each), 0);
  return Array.isArray(value) ? inner : inner + Object.keys(value).length;
}
