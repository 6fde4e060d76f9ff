import { formatCount } from '../format/formatCount.ts';
import { formatDuration } from '../format/formatDuration.ts';
import { isOpen, type Job, type JobId, type JobProgress, type JobState } from './job.ts';
import type { JobKind } from './jobSpec.ts';

/** One job as a list of jobs shows it. */
export interface JobItem {
  readonly id: JobId;
  readonly label: string;
  readonly description: string;
  readonly state: JobState;
  /** What can be done with it. */
  readonly actions: readonly JobAction[];
  readonly details: readonly { readonly label: string; readonly description: string }[];
}

/**
 * `goOn`: an evaluation that was begun waits for what it answered. `curve`: there is a loss to draw. `folder`: it lies in a
 * folder that can be opened.
 */
export type JobAction = 'goOn' | 'cancel' | 'resume' | 'fetch' | 'log' | 'curve' | 'folder' | 'forget';

export const JOB_WORDS: Record<JobKind, string> = {
  train: 'Training',
  answer: 'Answers',
  serve: 'Server',
  setup: 'Environment',
};

/** Jobs that may still change first, then the newest first. */
export function listedJobs(jobs: readonly Job[]): Job[] {
  const rank = ({ state }: Job): number => (isOpen(state) ? 1 : 0);
  return jobs.toSorted((a, b) => rank(b) - rank(a) || b.createdAt - a.createdAt);
}

/** @param now milliseconds since the epoch @param isAwaited whether an evaluation that was begun waits for it */
export function jobItem(job: Job, now: number, isAwaited = false): JobItem {
  return {
    id: job.id,
    label: `${JOB_WORDS[job.spec.kind]} on ${job.target}`,
    description: descriptionOf(job, now),
    state: job.state,
    actions: [...(isAwaited ? (['goOn'] as const) : []), ...actionsOf(job)],
    details: detailsOf(job, now),
  };
}

/** The job in words, for the clipboard. */
export function jobText({ label, description, details }: JobItem): string {
  return [
    `${label}: ${description}`,
    ...details.map((each) => `${each.label}: ${each.description}`),
    '',
  ].join('\n');
}

function descriptionOf(job: Job, now: number): string {
  const { state, progress, why } = job;
  const far = progress === undefined || state === 'done' ? [] : [farText(job, progress)];
  const long = durationOf(job, now);
  return [
    state,
    ...far,
    ...(progress?.loss === undefined ? [] : [`loss ${progress.loss}`]),
    ...(long === undefined ? [] : [long]),
    ...(why === undefined || state === 'done' ? [] : [why]),
  ].join(' · ');
}

const UNITS: Record<JobKind, string> = {
  train: 'steps',
  answer: 'answers',
  serve: 'requests',
  setup: 'steps',
};

function farText({ spec }: Job, { done, total }: JobProgress): string {
  return `${formatCount(done)} of ${formatCount(total)} ${UNITS[spec.kind]}`;
}

function durationOf({ startedAt, endedAt, state }: Job, now: number): string | undefined {
  const until = endedAt ?? (isOpen(state) ? now : undefined);
  return startedAt === undefined || until === undefined
    ? undefined
    : formatDuration(Math.max(0, until - startedAt) / 1000);
}

function actionsOf({ state, spec, starts, progress }: Job): JobAction[] {
  const open = isOpen(state);
  const hasBegun = starts > 0;
  const actions: readonly (readonly [JobAction, boolean])[] = [
    ['cancel', open || state === 'prepared'],
    ['resume', !open && state !== 'done'],
    ['fetch', hasBegun && spec.kind === 'train'],
    ['log', hasBegun],
    ['curve', spec.kind === 'train' && progress?.loss !== undefined],
    ['folder', hasBegun],
    ['forget', !open],
  ];
  return actions.flatMap(([action, isThere]) => (isThere ? [action] : []));
}

function detailsOf(job: Job, now: number): JobItem['details'] {
  const { spec, target, folder, remoteId, starts, progress, seenAt, why, state, logs } = job;
  const attempts = Math.max(0, ...logs.map(({ attempt }) => attempt));
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['What', spec.title],
    ['Engine', spec.engine],
    ['Target', target],
    ['State', why === undefined ? state : `${state}: ${why}`],
    ['Progress', progress && farText(job, progress)],
    ['Loss', progress?.loss?.toString()],
    ['Learning rate', progress?.learningRate?.toString()],
    ...(progress?.gpus ?? []).map(
      ({ busy, memory }, gpu) =>
        [`GPU ${gpu}`, `${percent(busy)} busy, memory ${percent(memory)} full`] as const,
    ),
    ['Scheduler', remoteId],
    ['Folder', folder],
    ['Starts', starts > 1 ? String(starts) : undefined],
    ['Attempts', attempts > 1 ? String(attempts) : undefined],
    ['Heard', seenAt === undefined ? undefined : `${formatDuration(Math.max(0, now - seenAt) / 1000)} ago`],
  ];
  return rows.flatMap(([label, description]) => (description === undefined ? [] : [{ label, description }]));
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
