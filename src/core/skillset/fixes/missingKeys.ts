import type { SkillsetDocument } from '../document.ts';
import { addPairsEdit } from '../edits/addPairs.ts';
import { lineEndOf } from '../edits/textEdit.ts';
import { missingKeys } from '../facts/inspectKeys.ts';
import { listed } from '../facts/messages.ts';
import { findMapping } from '../places/findPlace.ts';
import type { Problem } from '../problem.ts';
import { LANGUAGE_VERSION } from '../schema/schema.ts';
import { keyRule, type MappingShape } from '../schema/shape.ts';
import type { Fix } from './fix.ts';

/** Adds the keys that an entry lacks. Their values are left for the author: nothing made up may look like one. */
export function missingKeyFixes(document: SkillsetDocument, { range }: Problem): Fix[] {
  const first = document.sections[0];
  if (first !== undefined && first.key.start === range.start) return [versionFix(document, first.key.start)];
  const found = findMapping(document, range.start);
  if (found === undefined) return [];
  const missing = missingKeys(
    found.mapping.pairs.map(({ key }) => ({ name: key.value, range: key })),
    found.shape,
  );
  const pairs = missing.map((name) => emptyPair(name, found.shape, found.mapping.flow));
  const edit = addPairsEdit(document.text, found, pairs);
  if (missing.length === 0 || edit === undefined) return [];
  const names = listed(missing.map((name) => `"${name}"`));
  return [{ title: `Add ${names}`, kind: 'fix', isSafe: false, edits: [edit] }];
}

/** The one key that every file has to have, and the one value that it can have. */
function versionFix({ text }: SkillsetDocument, start: number): Fix {
  const pair = `skillset: ${LANGUAGE_VERSION}`;
  const edit = { start, end: start, newText: pair + lineEndOf(text) };
  return { title: `Add "${pair}"`, kind: 'fix', isSafe: true, edits: [edit] };
}

function emptyPair(name: string, shape: MappingShape, isFlow: boolean): string {
  const isList = keyRule(shape, name)?.shape.kind === 'list';
  if (isList) return `${name}: []`;
  // Behind a colon at the end of a line nothing is needed; before a comma a blank is.
  return isFlow ? `${name}: ` : `${name}:`;
}
