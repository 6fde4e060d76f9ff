import { ALL_SPLIT } from '../../mixes/mix.ts';
import { renderName } from '../edits/renderName.ts';
import { shapeFor } from '../facts/inspectNode.ts';
import type { NameIndex } from '../names.ts';
import { escapeMarkdown } from '../places/escapeMarkdown.ts';
import type { ValuePlace } from '../places/placeAt.ts';
import type { Choice, NameKind, NameShape, Shape } from '../schema/shape.ts';
import { nameKey } from '../skillset.ts';
import { textOf, valueAt } from '../tree/node.ts';
import type { SkillsetCompletion } from './completion.ts';
import type { Within } from './cursorPlace.ts';
import { firstKeyCompletions } from './keyCompletions.ts';

/** What can be the value at the cursor. */
export function valueCompletions(cursor: Within, place: ValuePlace, index: NameIndex): SkillsetCompletion[] {
  const { shape } = place;
  switch (shape.kind) {
    case 'name':
      return nameCompletions(cursor, place, shape, index);
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
  return kinds.flatMap((kind) =>
    namesFor(kind, index).flatMap((name) => (used.has(name.key) ? [] : completionOf(cursor, kind, name))),
  );
}

interface Name {
  readonly key: string;
  readonly name: string;
  readonly documentation?: string;
}

function namesFor(kind: NameKind, index: NameIndex): Name[] {
  const names = Array.from(index.definitions[kind].values(), ({ key, name, entry }) => {
    const definition = kind === 'skill' ? textOf(valueAt(entry, 'definition')) : undefined;
    return {
      key,
      name: name.trim(),
      ...(definition !== undefined && { documentation: escapeMarkdown(definition) }),
    };
  });
  if (kind === 'split')
    names.push({ key: ALL_SPLIT, name: ALL_SPLIT, documentation: 'All skills and all topics.' });
  return names;
}

function completionOf(cursor: Within, kind: NameKind, { name, documentation }: Name): SkillsetCompletion {
  const insertText = cursor.prefix + escapeSnippet(written(name, cursor.quote));
  return {
    label: name,
    kind,
    insertText,
    replace: cursor.replace,
    ...(documentation !== undefined && { documentation }),
  };
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

function written(name: string, quote: Within['quote']): string {
  if (quote === '"') return JSON.stringify(name).slice(1, -1);
  if (quote === "'") return name.replaceAll("'", "''");
  return PLAIN.test(name) && !SPECIAL.test(name) ? name : renderName(name);
}

/** Names that need no quotes anywhere; for the others the library is asked, which takes longer. */
const PLAIN = /^\p{L}[\p{L}\p{M}\p{N}_/().'-]*(?: [\p{L}\p{N}_/().'-]+)*$/u;
const SPECIAL = /^(?:y|n|yes|no|on|off|true|false|null)$/iu;

function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/gu, '\\$&');
}
