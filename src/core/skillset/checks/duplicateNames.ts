import { relatedTo } from '../names.ts';
import type { ProblemCode } from '../problemCodes.ts';
import type { NameKind } from '../schema/shape.ts';
import type { ProjectCheck } from './projectCheck.ts';

/** A name stands for one thing; case and spacing do not tell two names apart. */
export const checkDuplicateNames: ProjectCheck = ({ index, acceptIn }) => {
  for (const { first, again } of index.duplicates) {
    const same = first.name === again.name ? '' : ' (case and spacing do not tell names apart)';
    const message = `There is a ${again.kind} "${first.name}" already${same}. Rename one of them, or remove this one.`;
    const related = [relatedTo(first, `The first ${first.kind} of this name.`)];
    acceptIn(again.path)('error', CODES[again.kind], message, again.range, { related });
  }
};

const CODES: { readonly [kind in NameKind]: ProblemCode } = {
  skill: 'duplicate-skill',
  topic: 'duplicate-topic',
  split: 'duplicate-split',
  category: 'duplicate-key',
};
