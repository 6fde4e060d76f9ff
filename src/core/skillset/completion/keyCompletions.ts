import type { KeyPlace } from '../places/placeAt.ts';
import { fileShape } from '../schema/schema.ts';
import type { KeyRule, MappingShape } from '../schema/shape.ts';
import type { SkillsetCompletion } from './completion.ts';
import type { TopLevel, Within } from './cursorPlace.ts';

export function topLevelCompletions({ replace, present, hasColon }: TopLevel): SkillsetCompletion[] {
  return absentKeys(fileShape, present).map((rule) => ({
    label: rule.name,
    kind: 'key',
    insertText: hasColon ? rule.name : `${rule.name}:${rule.snippet}`,
    documentation: rule.documentation,
    replace,
  }));
}

/** The keys that a mapping does not have yet. */
export function keyCompletions(cursor: Within, { shape, mapping, pair }: KeyPlace): SkillsetCompletion[] {
  const present = mapping.pairs.filter((other) => other !== pair).map(({ key }) => key.value);
  return keysOf(shape, present, cursor, mapping.flow);
}

/** The keys of a mapping that is about to begin. */
export function firstKeyCompletions(cursor: Within, shape: MappingShape): SkillsetCompletion[] {
  return cursor.startsLine ? keysOf(shape, [], cursor, false) : [];
}

function keysOf(
  shape: MappingShape,
  present: readonly string[],
  cursor: Within,
  isFlow: boolean,
): SkillsetCompletion[] {
  if (cursor.quote !== '') return [];
  return absentKeys(shape, present).map((rule) => ({
    label: rule.name,
    kind: 'key',
    insertText:
      cursor.prefix + (cursor.hasColon ? rule.name : `${rule.name}:${snippetOf(rule, cursor, isFlow)}`),
    documentation: rule.documentation,
    replace: cursor.replace,
  }));
}

/** The editor indents the lines of a snippet like the line it is put in, which may begin with a dash. */
function snippetOf({ snippet }: KeyRule, { depth }: Within, isFlow: boolean): string {
  if (isFlow && snippet.includes('\n')) return ' ';
  return snippet.replaceAll('\n', `\n${' '.repeat(depth)}`);
}

/** Required keys first. */
function absentKeys(shape: MappingShape, present: readonly string[]): KeyRule[] {
  const absent = shape.keys.filter(({ name }) => !present.includes(name));
  return [...absent.filter(({ required }) => required), ...absent.filter(({ required }) => !required)];
}
