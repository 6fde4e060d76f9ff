import type { SkillsetCompletion } from './completion/completion.ts';
import { type CursorPlace, cursorPlaces } from './completion/cursorPlace.ts';
import { keyCompletions, topLevelCompletions } from './completion/keyCompletions.ts';
import { valueCompletions } from './completion/valueCompletions.ts';
import { indexNames } from './names.ts';
import type { Project } from './project.ts';

export type { SkillsetCompletion } from './completion/completion.ts';

/** What can be written at an offset, in a file that may be half typed. */
export function completionsAt(project: Project, path: string, offset: number): SkillsetCompletion[] {
  const document = project.documents.get(path);
  if (document === undefined) return [];
  for (const place of cursorPlaces(document, offset)) {
    const completions = completionsIn(place, project);
    if (completions.length > 0) return completions;
  }
  return [];
}

function completionsIn(cursor: CursorPlace, project: Project): SkillsetCompletion[] {
  if (cursor.kind === 'top-level') return topLevelCompletions(cursor);
  if (cursor.place.kind === 'key') return keyCompletions(cursor, cursor.place);
  return valueCompletions(cursor, cursor.place, indexNames(project));
}
