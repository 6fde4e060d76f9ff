import { nearestName, suggestion } from '../facts/didYouMean.ts';
import type { NameUse } from '../facts/nameUse.ts';
import { findDefinition, isKnown, type NameIndex, namesOf, rangeInFile } from '../names.ts';
import type { ProblemCode } from '../problemCodes.ts';
import type { NameKind } from '../schema/shape.ts';
import { nameKey } from '../skillset.ts';
import { lastResult } from './lastResult.ts';
import type { ProjectCheck } from './projectCheck.ts';
import { splitsOf } from './splitMembers.ts';

/** Looking for a near name among thousands takes a while, and nobody reads that many suggestions. */
const MOST_SUGGESTIONS = 50;

/** Every reference leads to a skill, topic, category or split of this file or one that it includes. */
export const checkUnknownNames: ProjectCheck = ({ project, index, acceptIn }) => {
  let searches = 0;
  const candidates = candidatesIn(index);
  const nearest = (use: NameUse) => {
    searches += 1;
    if (searches > MOST_SUGGESTIONS) return undefined;
    // They are the same for as long as no name comes or goes.
    const splits = splitsOf(project, index);
    const { key } = remembered(use, [splits], () => ({ key: keyOf(nearestName(use.name, candidates(use))) }));
    return key && (findDefinition(index, use.of, key)?.name.trim() ?? key);
  };
  for (const { path, at, facts } of index.parts) {
    const accept = acceptIn(path);
    for (const name of facts.references) {
      const { use } = name;
      if (isKnown(index, use.of, use.key)) continue;
      const advice = aliasAdvice(use, index) ?? suggestion(nearest(use)) ?? remedy(use.of[0]);
      const message = `There is no ${use.of.join(' and no ')} "${use.name}". ${advice}`;
      accept('error', codeOf(use), message, rangeInFile(name, at));
    }
  }
};

/** A wrong name stays while its author writes elsewhere, and so do nearly always the names that it may have meant. */
const remembered = lastResult<{ readonly key: string | undefined }>();

function keyOf(name: string | undefined): string | undefined {
  return name === undefined ? undefined : nameKey(name);
}

/** The names that a reference may have meant: one list for all references of a sort. */
function candidatesIn(index: NameIndex): (use: NameUse) => readonly string[] {
  const lists = new Map<string, readonly string[]>();
  return ({ of }) => {
    const sort = of.join();
    const names = lists.get(sort) ?? of.flatMap((kind) => namesOf(index, kind));
    lists.set(sort, names);
    return names;
  };
}

function aliasAdvice({ of, key }: NameUse, index: NameIndex): string | undefined {
  const kind = of.find((one) => index.aliases[one].has(key));
  return kind && `It is an alias: refer to the ${kind} by its name.`;
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
