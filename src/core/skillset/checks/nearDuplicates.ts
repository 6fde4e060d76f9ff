import { relatedTo } from '../names.ts';
import { lastResult } from './lastResult.ts';
import type { ProjectCheck } from './projectCheck.ts';
import { skillsIn } from './skillFacts.ts';

/** Two skills whose names have the same words in another order, or with other marks, are likely one. */
export const checkNearDuplicates: ProjectCheck = ({ index, acceptIn }) => {
  const { definitions, facts } = skillsIn(index);
  const [anchor] = definitions;
  if (anchor === undefined) return;
  const words = facts.map((skill) => skill.words);
  for (const [at, again] of remembered(anchor.entry, words, () => repeats(words))) {
    const first = definitions[at];
    const other = definitions[again];
    if (first === undefined || other === undefined || first.entry === other.entry) continue;
    const message = `"${other.name}" has the same words as "${first.name}". Keep one of them, and make the other an alias.`;
    const related = [relatedTo(first, 'The other skill.')];
    acceptIn(other.path)('warning', 'near-duplicate-skill', message, other.range, { related });
  }
};

const remembered = lastResult<readonly (readonly [number, number])[]>();

/** The places of each word that was there before, and where it was first. */
function repeats(words: readonly string[]): [number, number][] {
  const first = new Map<string, number>();
  const found: [number, number][] = [];
  for (const [at, word] of words.entries()) {
    const before = first.get(word);
    if (before === undefined) first.set(word, at);
    else if (word !== '') found.push([before, at]);
  }
  return found;
}
