import { nameKey } from '../skillset/skillset.ts';
import type { ResultChoices } from './resultQuery.ts';

/** Each once and in order; of a name in several forms the first is offered. */
export function choicesOf(
  present: {
    readonly [Choice in Exclude<keyof ResultChoices, 'reviewed'>]: Iterable<ResultChoices[Choice][number]>;
  } & Pick<ResultChoices, 'reviewed'>,
): ResultChoices {
  return {
    students: distinct(present.students, String),
    graders: distinct(present.graders, String),
    splits: distinct(present.splits, nameKey),
    ks: [...new Set(present.ks)].sort((a, b) => a - b),
    skills: distinct(present.skills, nameKey),
    reviewed: present.reviewed,
  };
}

function distinct(names: Iterable<string>, keyOf: (name: string) => string): string[] {
  const byKey = new Map<string, string>();
  for (const name of names) if (!byKey.has(keyOf(name))) byKey.set(keyOf(name), name);
  return [...byKey.values()].sort();
}
