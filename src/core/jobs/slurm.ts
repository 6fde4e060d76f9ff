import type { SchedulerTask } from './facts.ts';
import type { JobSpec } from './jobSpec.ts';
import type { Partition } from './probe.ts';
import { quoted } from './quoted.ts';
import type { SlurmTarget } from './target.ts';

/**
 * What `sbatch` is told beside the name, the folder and the log, word by word. They reach it as arguments, so that
 * nothing of them is ever read by a shell or as a line of a script.
 */
export function sbatchWords(target: SlurmTarget, spec: JobSpec, tasks: readonly number[]): readonly string[] {
  const { gpus, nodes } = spec.needs;
  const limit = target.arrayLimit === undefined ? '' : `%${target.arrayLimit}`;
  const options: readonly (readonly [string, string | number | undefined])[] = [
    ['array', `${tasks.join(',')}${limit}`],
    ['partition', target.partition],
    ['account', target.account],
    ['qos', target.qos],
    ['time', target.time],
    ['nodes', nodes],
    ['ntasks-per-node', 1],
    ['cpus-per-task', target.cpusPerTask],
    ['mem', target.memory],
    ['gres', gpus === 0 ? undefined : ['gpu', target.gpuType, gpus].filter((part) => part).join(':')],
    // The batch script hears first, and ends the engine: one that resumes has time for a state that it is just saving. It is
    // another signal than that of every other end where the task then goes on.
    ['signal', `B:${isRequeued(spec) ? 'USR1' : 'TERM'}@${spec.resumes ? TIME_TO_SAVE : 60}`],
  ];
  return [
    ...options.flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${value}`])),
    isRequeued(spec) ? '--requeue' : '--no-requeue',
    ...(target.extra ?? []),
  ];
}

/** So long before its time limit a task that resumes is ended, in seconds. */
export const TIME_TO_SAVE = 300;

/** Slurm may run its tasks again where they lost their node or reached their time limit: they go on where they were. */
export function isRequeued({ resumes, kind }: JobSpec): boolean {
  return resumes || kind === 'answer';
}

/** What Slurm runs of each task. It begins in the job's folder. */
export function batchScript(start: number, modules: readonly string[] = []): string {
  const supervisor = `exec sh .job/supervisor.sh task "$PWD" ${start} "$SLURM_ARRAY_TASK_ID"\n`;
  if (modules.length === 0) return `#!/bin/sh\n${supervisor}`;
  // Where there are modules, the login files bring them.
  const loads = modules.map((name) => `module load ${quoted(name)} || exit 96\n`);
  return `#!/bin/bash -l\n${loads.join('')}${supervisor}`;
}

/** One line of `squeue` or `sacct`, `ID_TASK|STATE|NODES|REASON`, for each task that it speaks of. */
export function readQueueLine(line: string): (readonly [number, SchedulerTask])[] {
  const [id = '', said = '', node = '', reason = ''] = line.split('|').map((part) => part.trim());
  const tasks = /_(?:\[([^%\]]+)(?:%\d+)?\]|(\d+))$/.exec(id);
  const state = /^[A-Z_]+/.exec(said)?.[0];
  if (tasks === null || state === undefined) return [];
  const isNamed = (text: string): boolean => text !== '' && !/^(None.*|\(null\))$/.test(text);
  const told: SchedulerTask = {
    state,
    ...(isNamed(node) ? { node } : {}),
    ...(isNamed(reason) ? { reason } : {}),
  };
  return numbersIn(tasks[1] ?? tasks[2] ?? '').map((task) => [task, told] as const);
}

/** `0-3,7` */
function numbersIn(text: string): number[] {
  return text.split(',').flatMap((part) => {
    const [first = Number.NaN, last = first] = part.split('-').map(Number);
    return Array.from({ length: last - first + 1 || 0 }, (_, index) => first + index);
  });
}

/** States in which a task is still Slurm's to run: https://slurm.schedmd.com/squeue.html#SECTION_JOB-STATE-CODES */
export function isQueuedIn(state: string): boolean {
  return QUEUED.has(state);
}

export function isRunningIn(state: string): boolean {
  return RUNNING.has(state);
}

/** A task that may be run again has such a state for a moment before Slurm queues it again. */
export function isInterruptedIn(state: string): boolean {
  return INTERRUPTED.has(state);
}

const INTERRUPTED = new Set(['BOOT_FAIL', 'NODE_FAIL', 'PREEMPTED']);

const QUEUED = new Set([
  'PENDING',
  'REQUEUED',
  'REQUEUE_FED',
  'REQUEUE_HOLD',
  'RESV_DEL_HOLD',
  'SPECIAL_EXIT',
]);

const RUNNING = new Set([
  'CONFIGURING',
  'COMPLETING',
  'RUNNING',
  'RESIZING',
  'SIGNALING',
  'STAGE_OUT',
  'STOPPED',
  'SUSPENDED',
]);

/** Lines of `sinfo -h -o '%R|%D|%l|%G|%P'`. A partition with several kinds of nodes has several lines. */
export function readPartitions(text: string): Partition[] {
  const partitions = new Map<string, Partition>();
  for (const line of text.split('\n')) {
    const [name = '', nodes = '', timeLimit = '', gres = '', flagged = ''] = line.trim().split('|');
    if (name === '' || !/^\d+$/.test(nodes)) continue;
    const before = partitions.get(name);
    partitions.set(name, {
      name,
      isDefault: flagged.endsWith('*'),
      nodes: (before?.nodes ?? 0) + Number(nodes),
      timeLimit,
      gpus: [...(before?.gpus ?? []), ...gpusIn(gres)],
    });
  }
  return [...partitions.values()];
}

/** `gpu:a100:4(S:0-1),gpu:2` */
function gpusIn(gres: string): Partition['gpus'] {
  return gres.split(/,(?![^(]*\))/).flatMap((part) => {
    const [, type = '', count] = /^gpu(?::([^:(]+))?:(\d+)/.exec(part) ?? [];
    return count === undefined ? [] : [{ type, count: Number(count) }];
  });
}
