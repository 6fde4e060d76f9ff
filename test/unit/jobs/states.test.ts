import { describe, expect, it } from 'vitest';
import type { JobFacts, SchedulerFacts, TaskExit, TaskFacts } from '../../../src/core/jobs/facts.ts';
import type { JobState } from '../../../src/core/jobs/job.ts';
import type { JobSpec, JobTask } from '../../../src/core/jobs/jobSpec.ts';
import { concludeJob } from '../../../src/core/jobs/states.ts';

const alive = { kind: 'alive', host: 'lab' } as const;
const gone = { kind: 'gone', host: 'lab' } as const;
const elsewhere = { kind: 'elsewhere', host: 'other' } as const;
const proven: TaskExit = { code: 0, at: 90, shown: 4, isDiskFull: false, wasAsked: false };
const unproven: TaskExit = { code: 0, at: 90, isDiskFull: false, wasAsked: false };
const killed: TaskExit = { code: 137, at: 90, isDiskFull: false, wasAsked: false };

const task: JobTask = { command: ['trl'], evidence: { kind: 'trainer-state', path: 'state.json', step: 4 } };

function spec(count: number): JobSpec {
  return {
    kind: 'train',
    title: 'Train',
    engine: 'trl',
    files: [],
    tasks: Array.from({ length: count }, () => task),
    needs: { gpus: 1, nodes: 1 },
    environment: {},
    secrets: [],
    resumes: false,
  };
}

function facts(changes: Partial<JobFacts>): JobFacts {
  const all = { now: 100, host: 'lab', folder: '/f', freeBytes: 1e9, starts: 1, tasks: [], gpus: [] };
  return { ...all, ...changes };
}

function began(changes: Partial<TaskFacts> = {}): TaskFacts {
  return { task: 0, attempt: 1, start: 1, process: gone, beat: 99, logBytes: 0, ...changes };
}

describe('the state of a job on a machine', () => {
  const table: readonly (readonly [string, Partial<JobFacts>, JobState])[] = [
    ['was never started', { starts: 0 }, 'prepared'],
    ['has no supervisor yet', {}, 'starting'],
    ['was cancelled before it began', { cancelledAt: 1 }, 'cancelled'],
    ['has a living supervisor', { supervisor: alive }, 'running'],
    ['has a living engine', { supervisor: alive, tasks: [began({ process: alive })] }, 'running'],
    ['ended with its evidence', { supervisor: gone, tasks: [began({ exit: proven })] }, 'done'],
    [
      'ended so while its supervisor tidies up',
      { supervisor: alive, tasks: [began({ exit: proven })] },
      'done',
    ],
    [
      'ended well after somebody cancelled it',
      { supervisor: gone, cancelledAt: 1, tasks: [began({ exit: proven })] },
      'cancelled',
    ],
    ['ended with 0 and no evidence', { supervisor: gone, tasks: [began({ exit: unproven })] }, 'failed'],
    [
      'ended with 0 at another step',
      { supervisor: gone, tasks: [began({ exit: { ...proven, shown: 3 } })] },
      'failed',
    ],
    [
      'was killed with its evidence there',
      { supervisor: gone, tasks: [began({ exit: { ...killed, shown: 4 } })] },
      'failed',
    ],
    [
      'ended with 0 on a full disk',
      { supervisor: gone, tasks: [began({ exit: { ...proven, isDiskFull: true } })] },
      'failed',
    ],
    ['is gone with its supervisor', { supervisor: gone, tasks: [began()] }, 'lost'],
    ['is gone before its engine began', { supervisor: gone }, 'lost'],
    ['outlives its supervisor', { supervisor: gone, tasks: [began({ process: alive })] }, 'running'],
    [
      'outlives a cancelled supervisor',
      { supervisor: gone, cancelledAt: 1, tasks: [began({ process: alive })] },
      'running',
    ],
    ['is gone after a cancel', { supervisor: gone, cancelledAt: 1, tasks: [began()] }, 'cancelled'],
    ['runs on another host', { supervisor: elsewhere, tasks: [began({ process: elsewhere })] }, 'elsewhere'],
    [
      'ended on another host',
      { supervisor: elsewhere, tasks: [began({ process: elsewhere, exit: proven })] },
      'done',
    ],
    [
      'failed in an earlier start and runs again',
      { starts: 2, supervisor: alive, tasks: [began({ exit: killed })] },
      'running',
    ],
    [
      'failed in an earlier start, and the later one is gone',
      { starts: 2, supervisor: gone, tasks: [began({ exit: killed })] },
      'lost',
    ],
  ];

  it.each(table)('that %s', (_, changes, state) => {
    expect(concludeJob(spec(1), facts(changes)).state).toBe(state);
  });

  it('names the tasks that are done, and how many are not', () => {
    const tasks = [
      began({ exit: proven }),
      began({ task: 1, exit: killed }),
      began({ task: 2, exit: killed }),
    ];
    const concluded = concludeJob(spec(3), facts({ supervisor: gone, tasks }));
    expect(concluded).toMatchObject({ state: 'failed', done: [0] });
    expect(concluded.why).toMatch(/^2 of 3 tasks: It was killed/);
  });

  it('is running while one of its tasks has not ended', () => {
    const tasks = [began({ exit: killed }), began({ task: 1, process: alive })];
    expect(concludeJob(spec(2), facts({ supervisor: alive, tasks })).state).toBe('running');
  });
});

describe('the state of a job on Slurm', () => {
  const says = (state: string, reason?: string): Partial<SchedulerFacts> => ({
    tasks: new Map([[0, { state, ...(reason === undefined ? {} : { reason }) }]]),
  });
  const silent: Partial<SchedulerFacts> = { hasAnswered: false, complaint: 'no controller' };

  const table: readonly (readonly [string, Partial<SchedulerFacts>, Partial<JobFacts>, JobState])[] = [
    ['is being submitted', { isBeingSubmitted: true }, {}, 'starting'],
    ['waits for the first time', says('PENDING', 'Resources'), {}, 'queued'],
    ['runs', says('RUNNING'), { tasks: [began({ process: elsewhere })] }, 'running'],
    ['was preempted and waits again', says('PENDING'), { tasks: [began({ exit: killed })] }, 'running'],
    [
      'runs again after an attempt that failed',
      says('RUNNING'),
      { tasks: [began({ exit: killed })] },
      'running',
    ],
    [
      'runs again after an attempt that was done',
      says('PENDING'),
      { tasks: [began({ exit: proven })] },
      'running',
    ],
    ['is suspended', says('SUSPENDED'), { tasks: [began()] }, 'running'],
    ['completed with its evidence', says('COMPLETED'), { tasks: [began({ exit: proven })] }, 'done'],
    ['completed with nothing to show', says('COMPLETED'), { tasks: [began({ exit: unproven })] }, 'failed'],
    ['completed without a word', says('COMPLETED'), { tasks: [began()] }, 'unknown'],
    ['ran out of time', says('TIMEOUT'), { tasks: [began()] }, 'failed'],
    ['lost its node', says('NODE_FAIL'), { tasks: [began()] }, 'failed'],
    ['ran out of memory', says('OUT_OF_MEMORY'), { tasks: [began({ exit: killed })] }, 'failed'],
    ['was cancelled there', says('CANCELLED'), { tasks: [began({ exit: killed })] }, 'cancelled'],
    ['was cancelled from here', says('CANCELLED'), { cancelledAt: 1 }, 'cancelled'],
    ['ended and was forgotten', {}, { tasks: [began({ exit: proven })] }, 'done'],
    ['failed and was forgotten', {}, { tasks: [began({ exit: killed })] }, 'failed'],
    ['was forgotten before it began', {}, {}, 'unknown'],
    ['was forgotten and has been silent for long', {}, { now: 1000, tasks: [began()] }, 'lost'],
    ['was forgotten a moment ago', {}, { tasks: [began()] }, 'unknown'],
    ['cannot be asked for', silent, { tasks: [began()] }, 'unknown'],
    ['failed once and may run again unseen', silent, { tasks: [began({ exit: killed })] }, 'unknown'],
    [
      'has a word of an earlier start only',
      says('PENDING'),
      { starts: 2, tasks: [began({ exit: killed })] },
      'queued',
    ],
    [
      'was done by an earlier start',
      says('PENDING'),
      { starts: 2, tasks: [began({ exit: proven })] },
      'done',
    ],
  ];

  const interrupted: readonly (readonly [string, Partial<JobFacts>, JobState])[] = [
    ['a moment ago', { tasks: [began()] }, 'unknown'],
    ['a moment ago, when its engine was killed', { tasks: [began({ exit: killed })] }, 'unknown'],
    ['long ago, and has not come again', { now: 1000, tasks: [began()] }, 'failed'],
    ['after somebody cancelled it', { cancelledAt: 1, tasks: [began()] }, 'cancelled'],
    ['in an earlier start', { starts: 2, tasks: [began()] }, 'failed'],
  ];

  it.each(interrupted)('that Slurm runs again and that lost its node %s', (_, changes, state) => {
    for (const told of ['NODE_FAIL', 'PREEMPTED', 'BOOT_FAIL']) {
      const scheduler = {
        id: '7',
        isBeingSubmitted: false,
        hasAnswered: true,
        tasks: new Map(),
        ...says(told),
      };
      const concluded = concludeJob({ ...spec(1), resumes: true }, facts({ scheduler, ...changes }));
      expect(concluded.state, told).toBe(state);
    }
  });

  const atLimit = (limit: TaskExit['limit'] & string, shown = 2) =>
    began({ exit: { code: 143, at: 90, shown, isDiskFull: false, wasAsked: true, limit } });
  const concluded = (told: Partial<SchedulerFacts>, changes: Partial<JobFacts>, of = spec(1)) => {
    const scheduler = { id: '7', isBeingSubmitted: false, hasAnswered: true, tasks: new Map(), ...told };
    return concludeJob({ ...of, resumes: true }, facts({ scheduler, ...changes }));
  };

  it('tells that it waits because it was requeued at its time limit, and runs meanwhile', () => {
    const tasks = [atLimit('again')];
    expect(concluded(says('PENDING', 'BeginTime'), { tasks })).toMatchObject({
      state: 'running',
      why: 'It was requeued at its time limit, and waits to go on with attempt 2: Slurm says PENDING (BeginTime).',
    });
    for (const state of ['RUNNING', 'COMPLETING'])
      expect(concluded(says(state), { tasks })).toEqual({ state: 'running', done: [] });
    expect(concluded(silent, { tasks }).state).toBe('unknown');
    expect(concluded(says('PENDING'), { starts: 2, tasks }).state).toBe('queued');
    expect(concluded(says('CANCELLED'), { tasks }).state).toBe('cancelled');
    expect(concluded(says('FAILED'), { tasks, cancelledAt: 1 }).state).toBe('cancelled');
  });

  it('is failed at its time limit where it does not go on, and tells what to do', () => {
    const whyOf = (limit: Parameters<typeof atLimit>[0], of = spec(1)) => {
      const { state, why } = concluded(says('FAILED', 'NonZeroExitCode'), { tasks: [atLimit(limit, 4)] }, of);
      return `${state}: ${why}`;
    };
    const today = 'failed: Its time limit on Slurm was reached. Give it more time, or resume it.';
    expect(whyOf('refused')).toBe(today);
    expect(whyOf('again')).toBe(today);
    expect(whyOf('stuck')).toMatch(/before a further state was saved, so it was not run again.*"saveEvery"/);
    const answers = { kind: 'answers', path: 'answers-0001.jsonl', lines: 4 } as const;
    const answering = { ...spec(1), tasks: [{ ...task, evidence: answers }] };
    expect(whyOf('stuck', answering)).toMatch(/before more answers were written, so it was not run again/);
  });

  it.each(table)('that %s', (_, told, changes, state) => {
    const id = told.isBeingSubmitted ? {} : { id: '7' };
    const scheduler = { ...id, isBeingSubmitted: false, hasAnswered: true, tasks: new Map(), ...told };
    expect(concludeJob(spec(1), facts({ scheduler, ...changes })).state).toBe(state);
  });
});
