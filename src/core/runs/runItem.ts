import { formatCount } from '../format/formatCount.ts';
import { formatDuration } from '../format/formatDuration.ts';
import { formatDollars } from '../plan/formatAmount.ts';
import {
  countsText,
  percentDone,
  progressLine,
  rateText,
  spentDoubt,
  spentText,
  tokensText,
} from './describeProgress.ts';
import type { RunProgress } from './progress.ts';
import type { Run, RunId, RunKind } from './records.ts';

/** One run as a list of runs shows it. */
export interface RunItem {
  readonly id: RunId;
  readonly label: string;
  readonly description: string;
  readonly state: RunItemState;
  /** What can be done with it here and now. */
  readonly actions: readonly RunAction[];
  readonly details: readonly RunDetail[];
}

/** `interrupted`: its process ended before the run did. */
export type RunItemState =
  | 'running'
  | 'paused'
  | 'stopping'
  | 'interrupted'
  | Exclude<Run['state'], 'running'>;

export type RunAction =
  | 'pause'
  | 'resume'
  | 'cancel'
  | 'concurrency'
  | 'collect'
  | 'cancelBatches'
  | 'again'
  | 'unreadable'
  | 'results';

export interface RunDetail {
  readonly label: string;
  readonly description: string;
}

export interface RunItemOptions {
  /** How far it is, where it runs in this window: only here it can be paused or cancelled. */
  readonly live?: RunProgress;
  /** Whether its skillset file is at hand. */
  readonly hasFile: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export function runItem(run: Run, options: RunItemOptions): RunItem {
  const progress = options.live ?? run.progress;
  const state = stateOf(run, options.live);
  return {
    id: run.id,
    label: RUN_WORDS[run.kind],
    description: descriptionOf(run, { state, progress, ...options }),
    state,
    actions: actionsOf(run, { state, progress, ...options }),
    details: detailsOf(run, { state, progress, ...options }),
  };
}

/** The runs of a list: those under way first, then the newest first. Work on a single mix is shown where it is done. */
export function listedRuns(runs: readonly Run[]): Run[] {
  const isOpen = (run: Run): number => (run.state === 'running' && !run.isGone ? 1 : 0);
  return runs
    .filter(({ plan }) => !('mix' in plan) || Array.isArray(plan.mix))
    .sort((a, b) => isOpen(b) - isOpen(a) || b.startedAt - a.startedAt);
}

/** The run in words, for the clipboard. */
export function runText({ label, description, details }: RunItem): string {
  return [
    `${label}: ${description}`,
    ...details.map((detail) => `${detail.label}: ${detail.description}`),
    '',
  ].join('\n');
}

export const RUN_WORDS: Record<RunKind, string> = {
  data: 'Data',
  evaluate: 'Evaluation',
  grade: 'Grading',
  generate: 'Texts',
  import: 'Import',
};

interface Shown extends RunItemOptions {
  readonly state: RunItemState;
  readonly progress: RunProgress | undefined;
}

function stateOf(run: Run, live: RunProgress | undefined): RunItemState {
  if (run.state !== 'running') return run.state;
  if (run.isGone) return 'interrupted';
  const now = live ?? run.progress;
  if (now?.state === 'paused' || now?.state === 'pausing') return 'paused';
  return now?.state === 'stopping' ? 'stopping' : 'running';
}

const ENDINGS: Record<Exclude<RunItemState, 'running' | 'paused' | 'stopping'>, string> = {
  interrupted: 'interrupted',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
  stopped: 'stopped',
  waiting: 'waiting for batches',
};

function descriptionOf(run: Run, { state, progress, now }: Shown): string {
  if (state === 'running' || state === 'paused' || state === 'stopping')
    return progress === undefined ? 'starting' : `${percentDone(progress)} %, ${progressLine(progress)}`;
  const ended = progress && progressLine({ ...progress, state: 'ended' });
  return [ENDINGS[state], ended, agoText(now - (run.endedAt ?? run.seenAt ?? run.startedAt))]
    .filter((text) => text !== undefined && text !== '')
    .join(', ');
}

function actionsOf(run: Run, { state, progress, live, hasFile }: Shown): RunAction[] {
  const results: RunAction[] = hasFile ? ['results'] : [];
  if (run.state === 'running' && !run.isGone) {
    if (live === undefined || state === 'stopping') return results;
    return [state === 'paused' ? 'resume' : 'pause', 'cancel', 'concurrency', ...results];
  }
  if (run.state === 'waiting') return hasFile ? ['collect', 'cancelBatches', ...results] : results;
  const canGoOn = hasFile && ['data', 'evaluate', 'grade'].includes(run.kind);
  if (!canGoOn) return results;
  return ['again', ...(unreadableIn(progress) > 0 ? (['unreadable'] as const) : []), ...results];
}

function detailsOf(run: Run, shown: Shown): RunDetail[] {
  const { state, progress, live, now } = shown;
  const details: RunDetail[] = [];
  const add = (label: string, description: string | undefined): void => {
    if (description !== undefined && description !== '') details.push({ label, description });
  };
  add(state === 'interrupted' ? 'Interrupted' : 'Why', whyOf(run, shown));
  if (progress !== undefined) addProgress(add, progress, state);
  add('Models', modelsIn(run));
  add('Started', agoText(now - run.startedAt));
  if (run.endedAt !== undefined) add('Took', formatDuration((run.endedAt - run.startedAt) / 1000));
  if (run.state === 'running' && !run.isGone && live === undefined)
    add('Elsewhere', 'runs in another window or in a terminal');
  return details;
}

function whyOf(run: Run, { state, hasFile }: Shown): string | undefined {
  if (state !== 'interrupted') return run.why;
  const wayOut = hasFile ? ': run it again to go on, what is stored costs nothing' : '';
  return `its process ended before it was through${wayOut}`;
}

function addProgress(
  add: (label: string, description: string | undefined) => void,
  progress: RunProgress,
  state: RunItemState,
): void {
  const { texts, gradings, retried, spent, spentBefore, callsPerSecond, secondsLeft, endpoints } = progress;
  if (texts.total > 0) add('Texts', countsText(texts));
  if (gradings.total > 0) add('Gradings', countsText(gradings));
  if (retried > 0) add('Retried', `${formatCount(retried)} sendings`);
  add('Spent', spentText({ ...progress, state: state === 'running' ? progress.state : 'ended' }));
  if (spent.calls > 0)
    add(
      'Tokens',
      `${tokensText(spent.input)} in, ${tokensText(spent.output)} out, ${formatCount(spent.calls)} calls`,
    );
  add('Not exact', spentDoubt(spent));
  if (spentBefore > 0) add('Spent before', `${formatDollars(spentBefore)} by earlier runs of this file`);
  if (state !== 'running') return;
  if (callsPerSecond > 0) add('Rate', `${rateText(callsPerSecond)} calls a second`);
  if (secondsLeft !== undefined) add('Left', formatDuration(secondsLeft));
  for (const { name, running, limit, waits } of endpoints) {
    const waiting = waits === undefined || waits < 1000 ? '' : `, waits ${formatDuration(waits / 1000)}`;
    add(name, `${running} of ${limit} calls at a time${waiting}`);
  }
}

function modelsIn({ plan }: Run): string {
  const { students, student, graders } = plan;
  return [namesIn(students ?? student), namesIn(graders, 'graded by ')]
    .filter((text) => text !== '')
    .join(', ');
}

function namesIn(value: unknown, before = ''): string {
  const names = [value].flat().filter((name) => typeof name === 'string');
  return names.length === 0 ? '' : `${before}${names.join(' and ')}`;
}

function unreadableIn(progress: RunProgress | undefined): number {
  return progress === undefined ? 0 : progress.texts.unreadable + progress.gradings.unreadable;
}

/** In milliseconds: less is just now. */
const MOMENT = 20_000;

function agoText(milliseconds: number): string {
  return milliseconds < MOMENT ? 'just now' : `${formatDuration(milliseconds / 1000)} ago`;
}
