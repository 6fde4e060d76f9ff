import type { JobFacts } from './facts.ts';
import { isOpen, type Job, type JobProgress } from './job.ts';
import type { LogsRead } from './readLogs.ts';

/** How far the job is, from the evidence of what ended, from the logs, and from what was known before. */
export function progressOf(job: Job, facts: JobFacts, read: LogsRead): JobProgress | undefined {
  const wanted = job.spec.tasks.map(({ evidence }, task) => {
    const told = read.done.get(task)?.total;
    if (evidence.kind === 'trainer-state') return evidence.step;
    return evidence.kind === 'answers' ? evidence.lines : (told ?? 0);
  });
  const reached = job.spec.tasks.map((_, task) => {
    const exit = facts.tasks.find((each) => each.task === task)?.exit;
    return Math.min(exit?.shown ?? read.done.get(task)?.done ?? 0, wanted[task] ?? 0);
  });
  const before = job.progress;
  const total = sum(wanted) || (before?.total ?? 0);
  if (total === 0) return undefined;
  const step = job.spec.tasks.length === 1 ? read.step?.step : undefined;
  const done = step ?? Math.max(sum(reached), facts.starts > job.starts ? 0 : (before?.done ?? 0));
  const loss = read.step?.loss ?? before?.loss;
  const learningRate = read.step?.learningRate ?? before?.learningRate;
  return {
    done: Math.min(done, total),
    total,
    ...(loss === undefined ? {} : { loss }),
    ...(learningRate === undefined ? {} : { learningRate }),
    ...(isOpen(job.state) && facts.gpus.length > 0 ? { gpus: facts.gpus } : {}),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
