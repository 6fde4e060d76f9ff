import type { PlacedFacts } from '../facts/sectionFacts.ts';
import type { Definition, NameIndex } from '../names.ts';
import { relatedTo } from '../names.ts';
import { type Accept, shiftRange } from '../problem.ts';
import type { ProjectCheck } from './projectCheck.ts';

/** An alias that belongs to two entries tells a text about one as naming the other. */
export const checkAliasClashes: ProjectCheck = ({ index, acceptIn }) => {
  for (const [path, facts] of index.facts) {
    const accept = acceptIn(path);
    for (const placed of facts) checkEntry(placed, index, accept);
  }
};

function checkEntry({ at, node, facts }: PlacedFacts, index: NameIndex, accept: Accept): void {
  for (const use of facts.names) {
    const kind = use.of[0];
    if (use.role !== 'alias' || kind === undefined) continue;
    const other =
      otherThan(index.definitions[kind].get(use.key), node) ??
      otherThan(index.aliases[kind].get(use.key), node);
    if (other === undefined) continue;
    const message = `"${use.name}" belongs to another ${kind} too. Leave it out here or there.`;
    const related = [relatedTo(other, 'The other place.')];
    accept('warning', 'alias-clash', message, shiftRange(use, at), { related });
  }
}

function otherThan(definition: Definition | undefined, entry: Definition['entry']): Definition | undefined {
  return definition?.entry === entry ? undefined : definition;
}
