import { countMixes } from '../../mixes/countMixes.ts';
import { readNumber } from '../facts/readScalar.ts';
import { shiftRange } from '../problem.ts';
import type { Node } from '../tree/node.ts';
import type { ProjectCheck } from './projectCheck.ts';
import { splitsOf } from './splitMembers.ts';
import { drawsOf, type StudyDraw, studyOf } from './studyDraws.ts';

/** A data set holds no mix twice, unless it says so: there have to be as many different ones as are asked for. */
export const checkTooFewMixes: ProjectCheck = ({ project, index, acceptIn }) => {
  const study = studyOf(project.root);
  if (study === undefined) return;
  const told = new Set<Node>();
  for (const draw of drawsOf(study.node)) {
    const { find } = splitsOf(project, index);
    const skills = find(draw.skills)?.skills.size ?? 0;
    const topics = find(draw.topics)?.topics.size ?? 0;
    const node = draw.countNode ?? draw.k;
    const k = readNumber(draw.k);
    // Too few skills for any mix are another problem.
    if (draw.repeats || draw.count === undefined || k === undefined || k < 1 || k > skills || topics === 0)
      continue;
    const possible = countMixes(skills, topics, k);
    if (possible >= BigInt(draw.count) || told.has(node)) continue;
    told.add(node);
    acceptIn(project.root.path)(
      'warning',
      'too-few-mixes',
      messageOf(draw, k, possible),
      shiftRange(node, study.at),
      draw.countNode === undefined ? {} : { better: String(possible) },
    );
  }
};

function messageOf({ use, skills, topics, count }: StudyDraw, k: number, possible: bigint): string {
  const from =
    skills === topics ? `the split "${skills}"` : `the skills of "${skills}" and the topics of "${topics}"`;
  const key = use === 'data' ? 'attempts' : 'mixes';
  const mixes = possible === 1n ? 'is only 1 mix' : `are only ${possible} different mixes`;
  return `There ${mixes} of ${k === 1 ? '1 skill' : `${k} skills`} and a topic in ${from}, fewer than the ${count} asked for. Lower "${key}", or add skills or topics.`;
}
