import { formatCount, plural } from '../../format/formatCount.ts';
import { countsText } from '../describeProgress.ts';
import type { BatchStep } from './advanceBatches.ts';

/** What is said after one step of a run in batches, and whether something went wrong. */
export function stepEnding(
  title: string,
  step: BatchStep,
): { readonly message: string; readonly isTrouble: boolean } {
  const { collected, submitted, progress, state, why } = step;
  const problems = [...submitted.problems, ...collected.flatMap(({ problem }) => problem ?? [])];
  const replies = collected.reduce((sum, news) => sum + news.replies, 0);
  const { texts, gradings } = progress;
  const sentences = [
    ...(replies > 0 ? [`${plural(replies, 'reply', 'replies')} collected.`] : []),
    ...(texts.total > 0 ? [`Texts: ${countsText(texts)}.`] : []),
    ...(gradings.total > 0 ? [`Gradings: ${countsText(gradings)}.`] : []),
    ...(submitted.overBudget > 0
      ? [`The budget does not cover ${plural(submitted.overBudget, 'call')}.`]
      : []),
    ...problems.slice(0, 1),
    ...(state === 'stopped' && why !== undefined && !problems.includes(why) ? [why] : []),
    ...openLine(step),
  ];
  return {
    message: `${title}: ${sentences.join(' ')}`,
    isTrouble: problems.length > 0 || state === 'stopped' || submitted.overBudget > 0,
  };
}

function openLine({ open, state }: BatchStep): string[] {
  if (state === 'done') return ['All is done.'];
  if (open.length === 0) return [];
  const calls = open.reduce((sum, batch) => sum + batch.calls, 0);
  return [
    `${plural(open.length, 'batch', 'batches')} with ${formatCount(calls)} calls under way: the editor may be closed. Collect them later, to go on.`,
  ];
}
