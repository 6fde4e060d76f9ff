import { plural } from '../../format/formatCount.ts';
import { readNumber } from '../facts/readScalar.ts';
import { shiftRange } from '../problem.ts';
import type { Node } from '../tree/node.ts';
import type { ProjectCheck } from './projectCheck.ts';
import { drawsOf, studyOf } from './studyDraws.ts';

/** An evaluation at a k that the data has too asks for what was trained on; only a k above all of them asks for more. */
export const checkTrainedSizes: ProjectCheck = ({ project, acceptIn }) => {
  const study = studyOf(project.root);
  if (study === undefined) return;
  const draws = drawsOf(study.node);
  const sizeOf = ({ k }: { readonly k: Node }) => readNumber(k) ?? 0;
  const trained = new Set(draws.filter(({ use }) => use === 'data').map(sizeOf));
  const most = Math.max(0, ...trained);
  const evaluated = new Set(draws.filter(({ use }) => use === 'evaluate').map(({ k }) => k));
  for (const k of evaluated) {
    const size = readNumber(k);
    if (size === undefined || !trained.has(size)) continue;
    const message = `The data has mixes of ${plural(size, 'skill')} too, so a student trained on it has seen this size. A k above ${most} asks for more skills than it ever combined.`;
    acceptIn(project.root.path)('information', 'trained-k', message, shiftRange(k, study.at));
  }
};
