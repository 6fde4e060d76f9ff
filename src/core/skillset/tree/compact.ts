/** What keeps thousands of entries small in memory: V8 holds on to more than it is asked to. */

/**
 * A copy of its own. V8 keeps a slice as a pointer into the text that it was cut from, so that one remembered word
 * would hold a whole old version of the file in memory. Short words that recur, such as keys, are held once.
 */
export function ownText(text: string): string {
  return JSON.parse(JSON.stringify(text));
}

/** The same items without the room that V8 leaves for more of them in a list that has grown. */
export function exactly<Item>(items: readonly Item[]): readonly Item[] {
  return items.length === 0 ? NONE : items.slice();
}

const NONE: readonly never[] = [];
