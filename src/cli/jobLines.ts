import type { Job, JobProgress } from '../core/jobs/job.ts';
import { shownWords } from '../core/jobs/quoted.ts';

/** One line for a list. */
export function jobLine({ id, state, target, spec, progress, why }: Job): string {
  const parts = [
    id,
    state,
    target,
    spec.title,
    ...progressText(progress),
    ...(why === undefined ? [] : [`(${why})`]),
  ];
  return parts.join('  ');
}

function progressText(progress: JobProgress | undefined): string[] {
  if (progress === undefined) return [];
  const loss = progress.loss === undefined ? '' : `, loss ${progress.loss}`;
  return [`${progress.done} of ${progress.total}${loss}`];
}

/** All that is known of a job, with what it runs. */
export function jobDetails(job: Job): string[] {
  const at = (time: number | undefined): string | undefined =>
    time === undefined ? undefined : `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['job', job.id],
    ['what', job.spec.title],
    ['engine', job.spec.engine],
    ['target', job.target],
    ['state', job.why === undefined ? job.state : `${job.state} (${job.why})`],
    ['progress', progressText(job.progress)[0]],
    ['folder', job.folder],
    ['on Slurm', job.remoteId],
    ['prepared', at(job.createdAt)],
    ['started', at(job.startedAt)],
    ['ended', at(job.endedAt)],
    ['last heard', at(job.seenAt)],
    ['starts', String(job.starts)],
  ];
  return [
    ...rows.flatMap(([name, value]) => (value === undefined ? [] : [`${name.padEnd(10)}  ${value}`])),
    ...job.spec.tasks.map(({ command }, task) => `task ${task}`.padEnd(12) + shownWords(command)),
  ];
}
