import { nameKey } from '../../skillset/skillset.ts';
import type { RowNote } from './rowNote.ts';

export interface TopicList {
  readonly kind: 'topics';
  readonly topics: readonly string[];
  readonly notes: readonly RowNote[];
}

/** One topic a line; empty lines are none, and those that are `taken` already are left out. */
export function readTopicList(text: string, taken: readonly string[] = []): TopicList {
  const topics: string[] = [];
  const notes: RowNote[] = [];
  const places = new Map(taken.map((name) => [nameKey(name), 'another file']));
  for (const [index, line] of text
    .replace(/^\uFEFF/u, '')
    .split(/\r\n|\n|\r/u)
    .entries()) {
    const name = line.replace(/\s+/gu, ' ').trim();
    if (name === '') continue;
    const first = places.get(nameKey(name));
    if (first !== undefined) {
      notes.push({ row: index + 1, name, kind: 'left out', why: `${first} has the same name` });
      continue;
    }
    places.set(nameKey(name), `row ${index + 1}`);
    topics.push(name);
  }
  return { kind: 'topics', topics, notes };
}
