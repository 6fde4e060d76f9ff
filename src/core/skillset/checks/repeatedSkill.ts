import type { Accept } from '../problem.ts';
import { nameKey } from '../skillset.ts';
import { itemsOf, type Node, textOf, valueAt } from '../tree/node.ts';

/** A mix holds k different skills. */
export function checkRepeatedSkill(mix: Node, accept: Accept): void {
  const seen = new Set<string>();
  for (const item of itemsOf(valueAt(mix, 'skills'))) {
    const name = textOf(item);
    if (name === undefined) continue;
    const key = nameKey(name);
    if (seen.has(key)) {
      accept(
        'error',
        'repeated-skill',
        `"${name}" stands twice in this mix. Remove one, or choose another skill.`,
        item,
      );
    }
    seen.add(key);
  }
}
