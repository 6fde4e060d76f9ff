import { ALL_SPLIT } from '../../mixes/mix.ts';
import { shapeFor } from '../facts/inspectNode.ts';
import type { NameIndex } from '../names.ts';
import type { ValuePlace } from '../places/placeAt.ts';
import type { Choice, NameKind, NameShape, Shape } from '../schema/shape.ts';
import { nameKey } from '../skillset.ts';
import { escapeSnippet, type SkillsetCompletion } from './completion.ts';
import type { Within } from './cursorPlace.ts';
import { firstKeyCompletions, snippetCompletions } from './keyCompletions.ts';
import { type OfferedName, offeredNames } from './offeredNames.ts';

/** What can be the value at the cursor. */
export function valueCompletions(cursor: Within, place: ValuePlace, index: NameIndex): SkillsetCompletion[] {
  const { shape } = place;
  switch (shape.kind) {
    case 'name':
      return [...nameCompletions(cursor, place, shape, index), ...snippetCompletions(cursor, shape.snippets)];
    case 'entries':
      return snippetCompletions(cursor, shape.snippets);
    case 'choice':
    case 'pattern':
      return choiceCompletions(cursor, shape.choices);
    case 'boolean':
      return choiceCompletions(cursor, [
        { value: 'true', documentation: '' },
        { value: 'false', documentation: '' },
      ]);
    case 'mapping':
      return firstKeyCompletions(cursor, shape);
    case 'list':
      return listCompletions(cursor, place, shape, index);
    default:
      return [];
  }
}

/** A list that is about to begin: in brackets behind its key. Below its key its items come with dashes. */
function listCompletions(
  cursor: Within,
  place: ValuePlace,
  shape: Shape & { readonly kind: 'list' },
  index: NameIndex,
): SkillsetCompletion[] {
  if (cursor.startsLine || cursor.quote !== '') return [];
  const items = valueCompletions(cursor, { ...place, shape: shapeFor(place.node, shape.of) }, index);
  return items.map((item) => ({ ...item, insertText: `[${item.insertText}$0]` }));
}

function nameCompletions(
  cursor: Within,
  { node, list }: ValuePlace,
  shape: NameShape,
  index: NameIndex,
): SkillsetCompletion[] {
  const kinds = shape.of.filter(
    (kind) => shape.role === 'reference' || (shape.role === 'definition' && kind === 'category'),
  );
  const used = new Set<string>();
  for (const item of list?.items ?? [])
    if (item !== node && item.kind === 'scalar') used.add(nameKey(item.value));
  return kinds.flatMap((kind) => {
    const names = offeredNames(index, kind)
      .filter(({ key }) => !used.has(key))
      .map((name) => nameCompletion(cursor, kind, name));
    return kind === 'split' && !used.has(ALL_SPLIT) ? [...names, allSplitCompletion(cursor)] : names;
  });
}

function nameCompletion(
  { quote, prefix, replace }: Within,
  kind: NameKind,
  { name, plain }: OfferedName,
): SkillsetCompletion {
  const written = quote === '' ? plain : escapeSnippet(quoted(name, quote));
  return { label: name, kind, insertText: prefix + written, replace };
}

function allSplitCompletion({ prefix, replace }: Within): SkillsetCompletion {
  const documentation = 'All skills and all topics.';
  return { label: ALL_SPLIT, kind: 'split', insertText: prefix + ALL_SPLIT, replace, documentation };
}

function choiceCompletions(cursor: Within, choices: readonly Choice[]): SkillsetCompletion[] {
  return choices.map(({ value, documentation }) => ({
    label: value,
    kind: 'value',
    insertText: cursor.prefix + escapeSnippet(value),
    replace: cursor.replace,
    ...(documentation !== '' && { documentation }),
  }));
}

function quoted(name: string, quote: '"' | "'"): string {
  return quote === '"' ? JSON.stringify(name).slice(1, -1) : name.replaceAll("'", "''");
}
