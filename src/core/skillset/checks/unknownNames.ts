import { nearestName } from '../facts/didYouMean.ts';
import type { NameUse } from '../facts/facts.ts';
import { isKnown, type NameIndex, namesOf } from '../names.ts';
import { shiftRange } from '../problem.ts';
import type { ProblemCode } from '../problemCodes.ts';
import type { NameKind } from '../schema/shape.ts';
import type { ProjectCheck } from './projectCheck.ts';

/** Every reference leads to a skill, topic, category or split of this file or one that it includes. */
export const checkUnknownNames: ProjectCheck = ({ index, acceptIn }) => {
  for (const [path, facts] of index.facts) {
    const accept = acceptIn(path);
    for (const placed of facts) {
      for (const use of placed.facts.names) {
        if (use.role !== 'reference' || isKnown(index, use.of, use.key)) continue;
        accept('error', codeOf(use), message(use, index), shiftRange(use, placed.at));
      }
    }
  }
};

function message(use: NameUse, index: NameIndex): string {
  return `There is no ${use.of.join(' and no ')} "${use.name}". ${advice(use, index)}`;
}

function advice(use: NameUse, index: NameIndex): string {
  for (const kind of use.of) {
    const owner = index.aliases[kind].get(use.key);
    if (owner !== undefined) return `It is an alias: refer to the ${kind} by its name.`;
  }
  const nearest = nearestName(
    use.name,
    use.of.flatMap((kind) => namesOf(index, kind)),
  );
  return nearest === undefined ? remedy(use.of[0]) : `Did you mean "${nearest}"?`;
}

function remedy(kind: NameKind | undefined): string {
  if (kind === 'category') return 'Write a category that a skill has.';
  return `Add it under "${kind}s:", or include the file that has it.`;
}

function codeOf({ of }: NameUse): ProblemCode {
  const [kind, ...others] = of;
  return kind === undefined || others.length > 0 ? 'unknown-name' : CODES[kind];
}

const CODES: { readonly [kind in NameKind]: ProblemCode } = {
  skill: 'unknown-skill',
  topic: 'unknown-topic',
  category: 'unknown-category',
  split: 'unknown-split',
};
