import type { KeyPlace } from '../places/placeAt.ts';
import { fileShape } from '../schema/schema.ts';
import type { KeyRule, MappingShape, Snippet } from '../schema/shape.ts';
import type { SkillsetCompletion } from './completion.ts';
import type { TopLevel, Within } from './cursorPlace.ts';

export function topLevelCompletions(cursor: TopLevel): SkillsetCompletion[] {
  const { present, hasColon } = cursor;
  const keys = absentKeys(fileShape, present).map((rule) => keyCompletion(rule, rule.snippet, cursor));
  const isBegun = hasColon || present.length > 0;
  return isBegun ? keys : [...keys, ...fileShape.snippets.map((one) => snippetCompletion(one, cursor))];
}

/** The keys that a mapping does not have yet. */
export function keyCompletions(cursor: Within, { shape, mapping, pair }: KeyPlace): SkillsetCompletion[] {
  const present = mapping.pairs.filter((other) => other !== pair).map(({ key }) => key.value);
  return keysOf(shape, present, cursor, mapping.flow);
}

/** The keys of a mapping that is about to begin. */
export function firstKeyCompletions(cursor: Within, shape: MappingShape): SkillsetCompletion[] {
  if (!cursor.startsLine) return [];
  return [...keysOf(shape, [], cursor, false), ...snippetCompletions(cursor, shape.snippets)];
}

/** What a new entry can begin with, where nothing of it stands yet. */
export function snippetCompletions(cursor: Within, snippets: readonly Snippet[] = []): SkillsetCompletion[] {
  if (!cursor.startsLine || cursor.hasColon || cursor.quote !== '') return [];
  return snippets.map((one) => snippetCompletion(one, cursor));
}

/** A cursor at the margin has nothing before it. */
type Cursor = Pick<Within, 'replace' | 'hasColon'> & Partial<Pick<Within, 'prefix' | 'depth'>>;

function snippetCompletion(
  { label, documentation, body }: Snippet,
  { replace, prefix = '', depth = 0 }: Cursor,
): SkillsetCompletion {
  const insertText = prefix + indented(body, depth);
  return { label, kind: 'snippet', insertText, documentation, replace };
}

function keysOf(
  shape: MappingShape,
  present: readonly string[],
  cursor: Within,
  isFlow: boolean,
): SkillsetCompletion[] {
  if (cursor.quote !== '') return [];
  return absentKeys(shape, present).map((rule) =>
    keyCompletion(rule, snippetOf(rule, cursor, isFlow), cursor),
  );
}

function keyCompletion(
  { name, documentation, required }: KeyRule,
  value: string,
  { replace, hasColon, prefix = '' }: Cursor,
): SkillsetCompletion {
  const insertText = prefix + (hasColon ? name : `${name}:${value}`);
  const note = required ? { note: 'required' } : {};
  return { label: name, ...note, kind: 'key', insertText, documentation, replace };
}

function snippetOf({ snippet }: KeyRule, { depth }: Within, isFlow: boolean): string {
  if (isFlow && snippet.includes('\n')) return ' ';
  return indented(snippet, depth);
}

/** The editor indents the lines of a snippet like the line it is put in, which may begin with a dash. */
function indented(snippet: string, depth: number): string {
  return snippet.replaceAll('\n', `\n${' '.repeat(depth)}`);
}

/** Required keys first. */
function absentKeys(shape: MappingShape, present: readonly string[]): KeyRule[] {
  const absent = shape.keys.filter(({ name }) => !present.includes(name));
  return [...absent.filter(({ required }) => required), ...absent.filter(({ required }) => !required)];
}
