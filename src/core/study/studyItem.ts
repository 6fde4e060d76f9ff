import { plural } from '../format/formatCount.ts';
import { formatDuration } from '../format/formatDuration.ts';
import { formatDollars } from '../plan/formatAmount.ts';
import { countOfStage } from './formatStages.ts';
import type { Stage, StageName, StageState } from './stages.ts';

/** A study as a list of studies shows it. */
export interface StudyItem {
  readonly state: StudyState;
  /** What is done, what goes on, and what all of it took. */
  readonly description: string;
  readonly stages: readonly StageItem[];
  readonly actions: readonly StudyAction[];
}

/** `goesOn`: by itself, in this window. Otherwise that of the stage that is not done yet; `open`: nobody is at it. */
export type StudyState = 'goesOn' | 'open' | 'waiting' | 'failed' | 'done';
export type StudyAction = 'begin' | 'goOn' | 'stop' | 'results';

export interface StageItem {
  readonly name: StageName;
  readonly label: string;
  readonly state: StageState;
  /** It waits for batches, which answer in their own time. */
  readonly isInBatches: boolean;
  readonly description: string;
  readonly details: readonly { readonly label: string; readonly description: string }[];
  /** What shows more of it. */
  readonly leadsTo: StageLead | undefined;
}

/** By their ids. */
export type StageLead = { readonly kind: 'run' | 'job'; readonly id: string } | { readonly kind: 'results' };

export const STAGE_WORDS: Record<StageName, string> = {
  data: 'Data',
  train: 'Training',
  evaluate: 'Evaluation',
  grade: 'Grading',
  report: 'Report',
};

/** @param goesOn whether it goes on by itself in this window */
export function studyItem(stages: readonly Stage[], goesOn: boolean): StudyItem {
  const next = stages.find(({ state }) => state !== 'done');
  const state = goesOn ? 'goesOn' : stateOf(next);
  const done = stages.filter((stage) => stage.state === 'done').length;
  const hasBegun = stages.some(
    (stage) => stage.done > 0 || (stage.state !== 'open' && stage.state !== 'blocked'),
  );
  return {
    state,
    description: [
      `${done} of ${stages.length} done`,
      ...(next === undefined ? [] : [nextText(next, goesOn)]),
      ...tookTexts(
        stages.reduce((sum, { money }) => sum + money, 0),
        stages.reduce((sum, { jobSeconds }) => sum + jobSeconds, 0),
      ),
    ].join(' · '),
    stages: stages.map(stageItem),
    actions: [
      ...(goesOn ? (['stop'] as const) : next === undefined ? [] : ([hasBegun ? 'goOn' : 'begin'] as const)),
      ...(hasBegun ? (['results'] as const) : []),
    ],
  };
}

function stateOf(next: Stage | undefined): StudyState {
  if (next === undefined) return 'done';
  if (next.state === 'failed') return 'failed';
  return next.state === 'waiting' || next.state === 'running' ? 'waiting' : 'open';
}

function nextText(next: Stage, goesOn: boolean): string {
  const { name, state } = next;
  const stage = STAGE_WORDS[name].toLowerCase();
  if (state === 'failed') return `${stage} failed`;
  if (isInBatches(next)) return `${stage} ${stateText(next)}`;
  if (state === 'waiting' || state === 'running') return `${stage} under way`;
  return goesOn ? `${stage} goes on` : `next: ${stage}`;
}

function stageItem(stage: Stage): StageItem {
  const { name, state, running, why, money, jobSeconds } = stage;
  const count = countOfStage(stage);
  const whyNow = state === 'done' ? undefined : why;
  return {
    name,
    label: STAGE_WORDS[name],
    state,
    isInBatches: isInBatches(stage),
    description: [
      stateText(stage),
      ...(count === undefined ? [] : [count]),
      ...tookTexts(money, jobSeconds),
      ...(whyNow === undefined ? [] : [whyNow]),
    ].join(' · '),
    details: [
      ...running.map((description) => ({ label: isInBatches(stage) ? 'In batches' : 'Runs', description })),
      ...(whyNow === undefined ? [] : [{ label: 'Why', description: whyNow }]),
      ...(money > 0 ? [{ label: 'Paid', description: formatDollars(money) }] : []),
      ...(jobSeconds > 0 ? [{ label: 'Jobs ran', description: formatDuration(jobSeconds) }] : []),
    ],
    leadsTo: leadOf(stage),
  };
}

function isInBatches({ state, batches }: Stage): boolean {
  return state === 'waiting' && batches > 0;
}

function stateText(stage: Stage): string {
  const { state, batches } = stage;
  if (!isInBatches(stage)) return STATE_WORDS[state];
  return `waits for ${batches === 1 ? 'a batch' : plural(batches, 'batch', 'batches')}`;
}

const STATE_WORDS: Record<StageState, string> = {
  open: 'next',
  blocked: 'after the one before',
  running: 'running',
  waiting: 'under way',
  failed: 'failed',
  done: 'done',
};

function tookTexts(money: number, jobSeconds: number): string[] {
  return [
    ...(money > 0 ? [formatDollars(money)] : []),
    ...(jobSeconds > 0 ? [`${formatDuration(jobSeconds)} on targets`] : []),
  ];
}

/** A job says more than the run that waits for it; what is done is read in its results. */
function leadOf({ name, state, run, job }: Stage): StageLead | undefined {
  if (name === 'report') return state === 'done' ? { kind: 'results' } : undefined;
  if (job !== undefined) return { kind: 'job', id: job };
  return run === undefined ? undefined : { kind: 'run', id: run };
}
