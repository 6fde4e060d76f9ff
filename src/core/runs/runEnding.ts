import { progressLine } from './describeProgress.ts';
import type { RunEnd } from './recordedRun.ts';
import type { RunSummary } from './runner.ts';

/** How a run ended, live or in batches. */
export type EndedRun = Omit<RunSummary, 'state'> & Pick<RunEnd, 'state'>;

export interface RunEnding {
  /** What happened, and what to do next. */
  readonly message: string;
  readonly isTrouble: boolean;
  /** Running again would ask for something: what failed or was left. */
  readonly canGoOn: boolean;
}

/** What is said when a run has ended. */
export function endingOf(title: string, { state, why, progress, withoutCheck }: RunSummary): RunEnding {
  const { texts, gradings } = progress;
  const open = texts.failed + gradings.failed + texts.left + gradings.left;
  const sentences = [
    `${title}: ${WORDS[state]}, ${progressLine(progress)}.`,
    ...(state === 'stopped' && why !== undefined ? [why] : []),
    ...(open > 0 ? ['Running it again goes on: what is stored costs nothing.'] : []),
    ...uncheckedLine([...withoutCheck.keys()]),
  ];
  return {
    message: sentences.join(' '),
    isTrouble: state === 'stopped' || isTroubled(progress),
    canGoOn: open > 0,
  };
}

/** Nothing to show for it, or a call that found no reply. What waits for batches has not failed. */
export function isFailure({ state, withoutCheck, progress: { texts, gradings } }: EndedRun): boolean {
  if (state === 'waiting') return texts.failed + gradings.failed > 0;
  const open = texts.failed + gradings.failed + texts.left + gradings.left > 0;
  const nothingReadable =
    (texts.total > 0 && texts.unreadable === texts.total) ||
    (gradings.total > 0 && gradings.unreadable === gradings.total) ||
    (gradings.total === 0 && withoutCheck.size > 0);
  return state !== 'done' || open || nothingReadable;
}

const WORDS: Record<RunSummary['state'], string> = {
  done: 'done',
  cancelled: 'cancelled',
  stopped: 'stopped',
};

function isTroubled({ texts, gradings }: RunSummary['progress']): boolean {
  return texts.failed + gradings.failed + texts.unreadable + gradings.unreadable > 0;
}

/** So many names are told. */
const FEW = 3;

function uncheckedLine(skills: readonly string[]): string[] {
  if (skills.length === 0) return [];
  const names = skills.slice(0, FEW).map((skill) => `"${skill}"`);
  const more = skills.length > FEW ? ` and ${skills.length - FEW} more` : '';
  return [`The rule grader left texts alone, because ${names.join(', ')}${more} carry no check.`];
}
