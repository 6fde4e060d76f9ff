import type { JobFacts, SchedulerFacts, Standing, TaskExit, TaskFacts } from './facts.ts';
import type { GpuUse } from './job.ts';
import { readQueueLine } from './slurm.ts';

/** Reads what `supervisor.sh status` tells; undefined where it is not whole. */
export function readFacts(text: string): JobFacts | undefined {
  const lines = text.split('\n').map((line) => {
    const space = line.indexOf(' ');
    return space < 0 ? { key: line, rest: '' } : { key: line.slice(0, space), rest: line.slice(space + 1) };
  });
  const all = (key: string): string[] => lines.filter((line) => line.key === key).map(({ rest }) => rest);
  const [now, starts, free] = ['now', 'starts', 'free'].map((key) => number(all(key)[0]));
  const [host] = all('host');
  const [folder] = all('folder');
  if (now === undefined || starts === undefined || host === undefined || folder === undefined)
    return undefined;
  const tasks = all('task').map(readTask);
  if (!tasks.every((task) => task !== undefined)) return undefined;
  const cancelledAt = number(all('cancel')[0]);
  const supervisor = readStanding(all('supervisor')[0]);
  const scheduler = readScheduler(all);
  return {
    now,
    host,
    folder,
    freeBytes: (free ?? 0) * 1024,
    starts,
    ...(cancelledAt === undefined ? {} : { cancelledAt }),
    ...(supervisor && { supervisor }),
    ...(scheduler && { scheduler }),
    tasks,
    gpus: all('gpu').flatMap(readGpu),
  };
}

/** `TASK ATTEMPT START STANDING HOST BEAT BYTES [CODE AT SHOWN FULL ASKED LIMIT]` */
function readTask(rest: string): TaskFacts | undefined {
  const words = rest.trim().split(/\s+/);
  const [task, attempt, start] = words.slice(0, 3).map(number);
  const process = readStanding(words.slice(3, 5).join(' '));
  const beat = number(words[5]);
  const logBytes = number(words[6]);
  if (task === undefined || attempt === undefined || start === undefined) return undefined;
  if (process === undefined || logBytes === undefined) return undefined;
  const exit = readExit(words.slice(7));
  return {
    task,
    attempt,
    start,
    process,
    ...(beat === undefined ? {} : { beat }),
    logBytes,
    ...(exit && { exit }),
  };
}

function readExit(words: readonly string[]): TaskExit | undefined {
  const [code, at, shown] = words.slice(0, 3).map(number);
  if (code === undefined || at === undefined || words.length < 5) return undefined;
  const limit = LIMITS.find((known) => known === words[5]);
  return {
    code,
    at,
    ...(shown === undefined ? {} : { shown }),
    isDiskFull: words[3] === '1',
    wasAsked: words[4] === '1',
    ...(limit && { limit }),
  };
}

const LIMITS = ['again', 'refused', 'stuck'] as const;

function readStanding(rest: string | undefined): Standing | undefined {
  const [kind, host = ''] = rest?.split(' ') ?? [];
  return kind === 'alive' || kind === 'gone' || kind === 'elsewhere' || kind === 'none'
    ? { kind, host }
    : undefined;
}

function readScheduler(all: (key: string) => string[]): SchedulerFacts | undefined {
  const [id] = all('slurm');
  const submitters = all('submitter');
  if (all('scheduled').length === 0) return undefined;
  const complaint = all('silent')[0];
  return {
    ...(id === undefined ? {} : { id }),
    isBeingSubmitted: submitters.some((submitter) => readStanding(submitter)?.kind !== 'gone'),
    hasAnswered: all('answered').length > 0,
    ...(complaint === undefined ? {} : { complaint }),
    tasks: new Map(all('queue').flatMap(readQueueLine)),
  };
}

/** `BUSY USED TOTAL`, in percent and MiB. */
function readGpu(rest: string): GpuUse[] {
  const [busy, used, total] = rest.split(' ').map(number);
  if (busy === undefined || used === undefined || total === undefined || total <= 0) return [];
  return [{ busy: busy / 100, memory: used / total }];
}

function number(word: string | undefined): number | undefined {
  return word !== undefined && /^\d+$/.test(word) ? Number(word) : undefined;
}
