import type { SkillsetCompletion } from './completion/completion.ts';
import { type CursorPlace, cursorPlaces, type Within } from './completion/cursorPlace.ts';
import { keyCompletions, topLevelCompletions } from './completion/keyCompletions.ts';
import { modelWords, wordCompletions } from './completion/machineCompletions.ts';
import { valueCompletions } from './completion/valueCompletions.ts';
import type { SkillsetDocument } from './document.ts';
import { findDefinition, indexNames } from './names.ts';
import { describeDefinition } from './places/describeDefinition.ts';
import type { ValuePlace } from './places/placeAt.ts';
import type { TextRange } from './problem.ts';
import type { Project } from './project.ts';
import type { NameKind } from './schema/shape.ts';
import { MACHINE_KEYS, machineNames, type Surroundings } from './surroundings.ts';

export type { SkillsetCompletion } from './completion/completion.ts';

/** What can be written at an offset, in a file that may be half typed. */
export function completionsAt(
  project: Project,
  path: string,
  offset: number,
  surroundings: Surroundings = {},
): SkillsetCompletion[] {
  const document = project.documents.get(path);
  if (document === undefined) return [];
  for (const place of cursorPlaces(document, offset)) {
    const completions = completionsIn(place, project, { document, surroundings });
    if (completions.length > 0) return completions;
  }
  return [];
}

/** What is told about a completion, as Markdown. Asked for one at a time: of thousands, few are looked at. */
export function describeCompletion(
  { documentation, kind, label }: SkillsetCompletion,
  project: Project,
): string | undefined {
  if (documentation !== undefined || !isNameKind(kind)) return documentation;
  const definition = findDefinition(indexNames(project), [kind], label);
  return definition && describeDefinition(definition, project);
}

function isNameKind(kind: SkillsetCompletion['kind']): kind is NameKind {
  return kind === 'skill' || kind === 'topic' || kind === 'category' || kind === 'split';
}

interface Known {
  readonly document: SkillsetDocument;
  readonly surroundings: Surroundings;
}

function completionsIn(cursor: CursorPlace, project: Project, known: Known): SkillsetCompletion[] {
  if (cursor.kind === 'top-level') return topLevelCompletions(cursor);
  if (cursor.place.kind === 'key') return keyCompletions(cursor, cursor.place);
  const values = valueCompletions(cursor, cursor.place, indexNames(project));
  return [...values, ...machineCompletions(cursor, cursor.place, known)];
}

/** What the settings and the folder know of. */
function machineCompletions(
  cursor: Within,
  { shape, list, rule }: ValuePlace,
  { document, surroundings }: Known,
): SkillsetCompletion[] {
  const { files = [], targets = [], models = [], endpoints = [] } = surroundings;
  // A list that is about to begin, and one value in place of it, are completed alike.
  const leaf = shape.kind === 'list' ? shape.of : shape;
  if (leaf.kind === 'path') return wordCompletions(cursor, { words: files, list });
  const kind = MACHINE_KEYS[rule?.name ?? ''];
  if (kind === undefined) return [];
  const isElsewhere = ({ start, end }: TextRange) => end < cursor.replace.start || start > cursor.replace.end;
  const named = machineNames(document)
    .filter((one) => one.kind === kind && isElsewhere(one.range))
    .map(({ name }) => name);
  const written = document.text.slice(cursor.replace.start, cursor.replace.end);
  // Behind the name of an endpoint only its models are missing.
  const others = endpoints.filter((name) => !written.startsWith(`${name}/`));
  const words = kind === 'target' ? targets : modelWords(models, others, named);
  return wordCompletions(cursor, { words, list });
}
