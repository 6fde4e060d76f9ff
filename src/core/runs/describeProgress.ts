import { formatCount } from '../format/formatCount.ts';
import { formatDuration } from '../format/formatDuration.ts';
import { formatDollars } from '../plan/formatAmount.ts';
import type { RunProgress, SpentSoFar, TaskCounts } from './progress.ts';

/** In characters: what a notification and a narrow terminal show whole. */
const LONGEST_LINE = 100;

/**
 * How far a run is, in one line of at most 100 characters: `412 of 5,000 texts, 3 unreadable, 2 failed, 14.2/s, $3.10 of
 * about $38.20, 5 min left`. Where there is not enough room, the least important is left out.
 */
export function progressLine(progress: RunProgress): string {
  const { state, texts, gradings, retried, callsPerSecond, secondsLeft, endpoints } = progress;
  const isMoving = state === 'running' && callsPerSecond > 0;
  const wait = Math.max(0, ...endpoints.map(({ waits }) => waits ?? 0));
  const parts: readonly Part[] = [
    part(2, STATES[state]),
    part(1, texts.total > 0 && `${ofTotal(texts)} texts`),
    part(texts.total > 0 ? 5 : 1, gradings.total > 0 && `${ofTotal(gradings)} gradings`),
    part(1, troubleText('unreadable', texts.unreadable + gradings.unreadable)),
    part(1, troubleText('failed', texts.failed + gradings.failed)),
    part(7, troubleText('retried', retried)),
    part(6, isMoving && `${rateText(callsPerSecond)}/s`),
    part(3, spentText(progress)),
    part(4, state === 'running' && secondsLeft !== undefined && `${formatDuration(secondsLeft)} left`),
    part(8, state === 'running' && wait >= 1000 && `waits ${formatDuration(wait / 1000)}`),
  ];
  for (let least = 9; least > 1; least--) {
    const line = joined(parts.filter(({ rank }) => rank < least));
    if (line.length <= LONGEST_LINE) return line;
  }
  return joined(parts.filter(({ rank }) => rank === 1)).slice(0, LONGEST_LINE);
}

/** `412 of 5,000, 12 stored before, 3 unreadable, 2 failed, 8 running` */
export function countsText(counts: TaskCounts): string {
  return [
    ofTotal(counts),
    troubleText('stored before', counts.cached),
    troubleText('unreadable', counts.unreadable),
    troubleText('failed', counts.failed),
    troubleText('running', counts.running),
  ]
    .filter((text) => text !== undefined)
    .join(', ');
}

/** What a run paid, and what it will come to: in money, or in tokens where no price is known. */
export function spentText({ spent, projected, state }: RunProgress): string | undefined {
  const { money, input, output, calls, unpriced } = spent;
  if (calls === 0) return undefined;
  if (unpriced === calls) return `${tokensText(input + output)} tokens`;
  const paid = `${unpriced > 0 ? 'at least ' : ''}${formatDollars(money)}`;
  const isOpen = state !== 'ended' && projected !== undefined && projected > money;
  return isOpen ? `${paid} of about ${formatDollars(projected)}` : paid;
}

/** What of the spending is not exact; undefined: it all is. */
export function spentDoubt({ calls, unpriced, estimated }: SpentSoFar): string | undefined {
  const doubts = [
    ...(unpriced > 0
      ? [`the price of ${formatCount(unpriced)} of ${formatCount(calls)} calls is not known`]
      : []),
    ...(estimated > 0 ? [`the tokens of ${formatCount(estimated)} calls are estimated`] : []),
  ];
  return doubts.length === 0 ? undefined : doubts.join('; ');
}

/** `812`, `12,300`, `4.2 million` */
export function tokensText(tokens: number): string {
  if (tokens < 1_000_000) return formatCount(Math.round(tokens));
  return `${(tokens / 1_000_000).toFixed(1)} million`;
}

/** Of all that a run does, in percent: 100 only where everything has ended. */
export function percentDone({ texts, gradings }: RunProgress): number {
  const total = texts.total + gradings.total;
  if (total === 0) return 100;
  return Math.floor((100 * (endedIn(texts) + endedIn(gradings))) / total);
}

/** `14.2`, `0.25`, `120`: as many figures as tell something. */
export function rateText(perSecond: number): string {
  if (perSecond >= 100) return formatCount(Math.round(perSecond));
  return perSecond >= 1 ? perSecond.toFixed(1) : perSecond.toFixed(2);
}

interface Part {
  /** From 1, the most important. */
  readonly rank: number;
  readonly text: string | undefined;
}

const STATES: Record<RunProgress['state'], string | undefined> = {
  running: undefined,
  pausing: 'pausing',
  paused: 'paused',
  stopping: 'stopping',
  ended: undefined,
};

function part(rank: number, text: string | undefined | false): Part {
  return { rank, text: text === false ? undefined : text };
}

function joined(parts: readonly Part[]): string {
  return parts.flatMap(({ text }) => text ?? []).join(', ');
}

function ofTotal(counts: TaskCounts): string {
  return `${formatCount(counts.done)} of ${formatCount(counts.total)}`;
}

function troubleText(word: string, count: number): string | undefined {
  return count === 0 ? undefined : `${formatCount(count)} ${word}`;
}

function endedIn({ done, unreadable, failed }: TaskCounts): number {
  return done + unreadable + failed;
}
