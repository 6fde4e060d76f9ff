import { distance } from 'fastest-levenshtein';
import { nameKey } from '../skillset.ts';

/** `Did you mean "definition"?`, where a name is near enough to be a slip of the keyboard. */
export function didYouMean(wrong: string, names: Iterable<string>): string | undefined {
  return suggestion(nearestName(wrong, names));
}

export function suggestion(nearest: string | undefined): string | undefined {
  return nearest === undefined ? undefined : `Did you mean "${nearest}"?`;
}

/** Comparing takes as long as both lengths multiplied, and nobody types a longer name. */
const MOST_LENGTH = 200;

/** The name that is the fewest edits away: at most two for every five characters, and at least one. */
export function nearestName(wrong: string, names: Iterable<string>): string | undefined {
  const key = nameKey(wrong);
  if (key.length > MOST_LENGTH) return undefined;
  let nearest: string | undefined;
  let fewest = Math.max(1, Math.floor(key.length * 0.4)) + 1;
  for (const name of names) {
    if (Math.abs(name.length - key.length) >= fewest) continue;
    const edits = distance(key, nameKey(name));
    if (edits >= fewest) continue;
    fewest = edits;
    nearest = name;
  }
  return nearest;
}
