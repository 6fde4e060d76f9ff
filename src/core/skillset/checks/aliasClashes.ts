import type { Definition, NameIndex } from '../names.ts';
import { type LocatedPart, rangeInFile, relatedTo } from '../names.ts';
import type { Accept } from '../problem.ts';
import { exactly } from '../tree/compact.ts';
import { perNode } from '../tree/perNode.ts';
import type { ProjectCheck } from './projectCheck.ts';

/** An alias that belongs to two entries tells a text about one as naming the other. */
export const checkAliasClashes: ProjectCheck = ({ index, acceptIn }) => {
  for (const part of index.parts) checkPart(part, index, acceptIn(part.path));
};

function checkPart({ at, facts }: LocatedPart, index: NameIndex, accept: Accept): void {
  for (const name of aliasesIn(facts)) {
    const { use, entry } = name;
    const kind = use.of[0];
    if (kind === undefined) continue;
    const other =
      otherThan(index.definitions[kind].get(use.key), entry.node) ??
      otherThan(index.aliases[kind].get(use.key), entry.node);
    if (other === undefined) continue;
    const message = `"${use.name}" belongs to another ${kind} too. Leave it out here or there.`;
    const related = [relatedTo(other, 'The other place.')];
    accept('warning', 'alias-clash', message, rangeInFile(name, at), { related });
  }
}

const aliasesIn = perNode(({ definitions }: LocatedPart['facts']) =>
  exactly(definitions.filter(({ use }) => use.role === 'alias')),
);

function otherThan(definition: Definition | undefined, entry: Definition['entry']): Definition | undefined {
  return definition?.entry === entry ? undefined : definition;
}
