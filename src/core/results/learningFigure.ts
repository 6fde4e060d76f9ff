import type { EstimatesFigure } from '../../protocol/figures.ts';
import type { GraderComparison } from '../metrics/comparison.ts';

/** How full marks change from one student to another on the same mixes, by split and k. Nothing where none is shared. */
export function learningFigure(
  { grader, ratios }: GraderComparison,
  { base, tuned }: { readonly base: string; readonly tuned: string },
): EstimatesFigure[] {
  const rows = ratios.flatMap(({ split, k, mixes, fullMarks: { max } }) => {
    const { difference, low, high } = max;
    if (difference === null || low === null || high === null) return [];
    const place = [split ?? 'all splits', k === null ? 'all k' : `k = ${k}`].join(', ');
    return [{ name: `${place} (${mixes} mixes)`, group: split ?? '', value: difference, low, high }];
  });
  if (rows.length === 0) return [];
  return [
    {
      kind: 'estimates',
      title: `Learning: from ${base} to ${tuned}`,
      caption: `The paired difference of full marks over the mixes that both students have, with its 95 % interval. Graded by ${grader}.`,
      axis: 'difference of full marks',
      scale: 'signed',
      rows,
    },
  ];
}
