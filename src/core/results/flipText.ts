import type { FlipText } from '../../protocol/measure.ts';
import { verdictOf } from '../grading/verdict.ts';
import type { Grading, Sample } from '../runs/records.ts';
import { criterionLabel } from './criterionLabel.ts';

/** A text with the points that one grader gives it. Gradings of others, and of other texts, are passed over. */
export function flipText(
  { id, student, generation, mix, result }: Sample,
  gradings: readonly Grading[],
  { grader, nameRule }: { readonly grader: string; readonly nameRule: boolean },
): FlipText {
  const own = gradings.filter((each) => each.sampleId === id && each.grader === grader);
  return {
    id,
    student,
    generation,
    text: result.kind === 'text' ? result.text : result.why,
    points: verdictOf(mix, own, { nameRule }).map(({ criterion, point }) => ({
      label: criterionLabel(criterion),
      ...(point === undefined ? {} : { point }),
    })),
  };
}
