import { readNumber } from '../facts/readScalar.ts';
import { shiftRange } from '../problem.ts';
import type { Node } from '../tree/node.ts';
import type { ProjectCheck } from './projectCheck.ts';
import { splitsOf } from './splitMembers.ts';
import { drawsOf, studyOf } from './studyDraws.ts';

/** A mix holds k different skills, so there have to be k. One complaint for each k: the first split that is too small. */
export const checkKRange: ProjectCheck = ({ project, index, acceptIn }) => {
  for (const document of project.documents.values()) {
    const study = studyOf(document);
    if (study === undefined) continue;
    const told = new Set<Node>();
    for (const draw of drawsOf(study.node)) {
      const k = readNumber(draw.k);
      const size = splitsOf(project, index).find(draw.skills)?.skills.size;
      if (k === undefined || size === undefined || k <= size || told.has(draw.k)) continue;
      told.add(draw.k);
      const message = `A mix of ${k} skills cannot be drawn from the split "${draw.skills}": it has ${size}. Lower k, or add skills.`;
      // In a list of sizes the lower one is likely to be there already.
      const better = draw.use === 'data' && size > 0 ? { better: String(size) } : {};
      acceptIn(document.path)('error', 'k-out-of-range', message, shiftRange(draw.k, study.at), better);
    }
  }
};
