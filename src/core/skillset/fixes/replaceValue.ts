import type { SkillsetDocument } from '../document.ts';
import { renderLike } from '../edits/renderLike.ts';
import type { Problem } from '../problem.ts';
import type { Fix } from './fix.ts';

/** Writes what a problem says may stand there instead. */
export function replaceValueFixes({ text }: SkillsetDocument, { range, better }: Problem): Fix[] {
  const written = text.slice(range.start, range.end);
  if (better === undefined || written.startsWith('*')) return [];
  const newText = /^\d+$/u.test(better) ? better : renderLike(written, better);
  return [{ title: `Change to "${better}"`, kind: 'fix', isSafe: false, edits: [{ ...range, newText }] }];
}
