import { formatCount, plural } from '../../format/formatCount.ts';
import { countsText } from '../describeProgress.ts';
import type { BatchStep } from './advanceBatches.ts';
import type { Cancelling } from './cancelWaiting.ts';
import type { BatchNews } from './collectBatches.ts';

/** What is said after batches were looked after, and whether something went wrong. */
export interface BatchEnding {
  readonly message: string;
  readonly isTrouble: boolean;
}

/** After one step of a run in batches. */
export function stepEnding(title: string, step: BatchStep): BatchEnding {
  const { collected, submitted, progress, state, why } = step;
  const problems = [...submitted.problems, ...collected.flatMap(({ problem }) => problem ?? [])];
  const replies = collected.reduce((sum, news) => sum + news.replies, 0);
  const { texts, gradings } = progress;
  const sentences = [
    ...collectedLine(replies),
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

/** After a run that waited for batches was cancelled. */
export function cancelEnding(title: string, cancelling: Cancelling): BatchEnding {
  const { problems, replies, open, waiting } = cancelling;
  const isTrouble = problems.length > 0;
  const sentences = [
    ...(waiting > 0 ? ['not cancelled.'] : ['cancelled.']),
    ...collectedLine(replies),
    ...problems.slice(0, 1),
    ...(waiting > 0 ? ['It still waits: cancel it again later.'] : []),
    ...(waiting === 0 && open > 0
      ? [`${plural(open, 'batch', 'batches')} yet to end: "Collect Batches" keeps what was answered.`]
      : []),
  ];
  return { message: `${title}: ${sentences.join(' ')}`, isTrouble };
}

/** After batches were read for which nothing follows. */
export function collectEnding(title: string, news: readonly BatchNews[]): BatchEnding {
  const problems = news.flatMap(({ problem }) => problem ?? []);
  const replies = news.reduce((sum, one) => sum + one.replies, 0);
  const open = news.filter(({ batch }) => batch.state === 'submitting' || batch.state === 'submitted').length;
  const sentences = [
    ...collectedLine(replies),
    ...problems.slice(0, 1),
    ...(open > 0 ? [`${plural(open, 'batch', 'batches')} yet to end.`] : []),
  ];
  return {
    message: `${title}: ${sentences.length === 0 ? 'nothing was answered.' : sentences.join(' ')}`,
    isTrouble: problems.length > 0,
  };
}

function collectedLine(replies: number): string[] {
  return replies > 0 ? [`${plural(replies, 'reply', 'replies')} collected.`] : [];
}

function openLine({ open, state }: BatchStep): string[] {
  if (state === 'done') return ['All is done.'];
  if (open.length === 0) return [];
  const calls = open.reduce((sum, batch) => sum + batch.calls, 0);
  return [
    `${plural(open.length, 'batch', 'batches')} with ${formatCount(calls)} calls under way: the editor may be closed. Collect them later, to go on.`,
  ];
}
