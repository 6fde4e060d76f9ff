import { beforeEach, describe, expect, it } from 'vitest';
import { advanceJob, cancelJob } from '../../../src/core/jobs/advanceJobs.ts';
import type { JobFacts } from '../../../src/core/jobs/facts.ts';
import type { Job, JobId, LogPlace } from '../../../src/core/jobs/job.ts';
import type { JobTools } from '../../../src/core/jobs/jobTools.ts';
import { prepareJob } from '../../../src/core/jobs/prepareJob.ts';
import { startJob } from '../../../src/core/jobs/startJob.ts';
import type { TargetOutcome, TargetPort } from '../../../src/core/jobs/targetPort.ts';
import type { StorePort } from '../../../src/core/runs/ports.ts';
import { fakeStore } from '../../support/fakeStore.ts';
import { fakeSpec, readFakeProgress } from '../../support/remote/fakeEngine.ts';
import { virtualClock } from '../../support/virtualClock.ts';

const CUT = {
  kind: 'failure',
  failure: { kind: 'unreachable', message: 'The connection was cut.' },
} as const;
const REFUSED = { kind: 'failure', failure: { kind: 'denied', message: 'No.' } } as const;
const signal = new AbortController().signal;

describe('a job whose target answers as a test likes', () => {
  let store: StorePort;
  let tools: JobTools;
  let logs: string[];
  let facts: JobFacts;
  let answers: { [call: string]: TargetOutcome<never> | undefined };
  let starts: number[];
  let job: Job;

  function ok<T>(value: T): TargetOutcome<T> {
    return { kind: 'ok', value };
  }

  function targetPort(): TargetPort {
    const refuse = () => Promise.reject(new Error('Nobody asks for that here.'));
    return {
      name: 'lab',
      target: { kind: 'local' },
      probe: refuse,
      modelConfig: refuse,
      upload: async () => answers.upload ?? ok({ folder: '/f' }),
      start: async (_, { number }) => {
        starts.push(number);
        facts = { ...facts, starts: number };
        return answers.start ?? ok(facts);
      },
      status: async () => answers.status ?? ok(facts),
      cancel: async () => answers.cancel ?? ok({ ...facts, cancelledAt: 1 }),
      readLog: async (_id, from, limit) => answers.readLog ?? ok(pieceOf(from, limit)),
      readFile: refuse,
      listFiles: refuse,
      download: refuse,
      remove: refuse,
      forward: refuse,
      close: async () => {},
    };
  }

  function pieceOf(from: LogPlace, limit: number) {
    const whole = new TextEncoder().encode(logs[from.attempt - 1] ?? '');
    return { from, bytes: whole.slice(from.offset, from.offset + limit), length: whole.length };
  }

  /** It runs its nth attempt; or has ended it, with its evidence. */
  function told(attempt: number, hasEnded = false): void {
    const exit = { code: 0, at: 100, shown: 3, isDiskFull: false, wasAsked: false };
    const process = { kind: hasEnded ? 'gone' : 'alive', host: 'lab' } as const;
    const logBytes = new TextEncoder().encode(logs[attempt - 1] ?? '').length;
    const task = { task: 0, attempt, start: facts.starts, process, logBytes, ...(hasEnded ? { exit } : {}) };
    facts = { ...facts, supervisor: process, tasks: [task] };
  }

  /** A look at the job as it is known now, to which the target gives the answer that it is told to give. */
  function slowLook() {
    let answer: (status: TargetOutcome<JobFacts>) => void = () => {};
    const status = new Promise<TargetOutcome<JobFacts>>((resolve) => {
      answer = resolve;
    });
    const port = { ...targetPort(), status: () => status };
    return { slower: advanceJob({ ...tools, target: () => port }, job, signal), answer };
  }

  const advance = async (): Promise<Job> => {
    job = await advanceJob(tools, job, signal);
    return job;
  };
  const steps = async (): Promise<number[]> =>
    (await store.jobSteps(job.id as JobId)).map(({ step }) => step);

  beforeEach(async () => {
    store = fakeStore();
    answers = {};
    logs = [];
    starts = [];
    facts = { now: 100, host: 'lab', folder: '/f', freeBytes: 1e9, starts: 0, tasks: [], gpus: [] };
    const port = targetPort();
    let time = 1e12;
    const now = (): number => {
      time += 1;
      return time;
    };
    tools = {
      store,
      clock: { ...virtualClock(time), now, sleep: async () => {} },
      target: (name) => (name === 'lab' ? port : undefined),
      readProgress: readFakeProgress,
    };
    const evidence = { kind: 'trainer-state', path: 'state.json', step: 3 } as const;
    const spec = fakeSpec({ tasks: [{ command: ['a'], evidence }] });
    job = await prepareJob(tools, { file: 'f', target: 'lab', spec }, () => 0.5);
  });

  const start = async (): Promise<Job> => {
    job = await startJob(tools, job, { secrets: {} }, signal);
    return job;
  };

  it('is written down as starting before anything is sent', async () => {
    answers.upload = CUT;
    expect(await start()).toMatchObject({ state: 'starting', starts: 1, why: 'The connection was cut.' });
    expect(await store.jobs({})).toMatchObject([{ state: 'starting', starts: 1 }]);
    expect(starts).toEqual([]);
    answers = {};
    expect(await start()).toMatchObject({ starts: 1 });
    expect(starts).toEqual([1]);
  });

  it('asks for the same start again when its answer is lost, and stays open when it never comes', async () => {
    answers.start = CUT;
    expect((await start()).state).toBe('starting');
    expect(starts).toEqual([1, 1, 1]);
    told(1);
    expect(await advance()).toMatchObject({ state: 'running', starts: 1 });
  });

  it('reads whole lines only, and each of them once', async () => {
    await start();
    logs = ['step 1 loss 1.5\nstep 2 lo'];
    told(1);
    await advance();
    expect(await steps()).toEqual([1]);
    logs = ['step 1 loss 1.5\nstep 2 loss 1.25\nstep 3 loss 1.0'];
    told(1);
    await advance();
    expect(await steps()).toEqual([1, 2]);
    told(1, true);
    expect(await advance()).toMatchObject({ state: 'done', progress: { done: 3, total: 3, loss: 1 } });
    expect(await steps()).toEqual([1, 2, 3]);
  });

  it('reads the rest of an attempt before the next, and forgets the steps that are made anew', async () => {
    await start();
    logs = ['step 1 loss 1.5\n'];
    told(1);
    await advance();
    logs = ['step 1 loss 1.5\nstep 2 loss 1.25\nstep 3 loss 9.0\n', 'step 2 loss 1.0\n'];
    told(2);
    await advance();
    expect(await store.jobSteps(job.id)).toEqual([
      { step: 1, loss: 1.5 },
      { step: 2, loss: 1 },
    ]);
    expect(job.logs).toEqual([{ task: 0, attempt: 2, offset: 16 }]);
  });

  it('is not done before all of its log is read', async () => {
    await start();
    logs = ['step 3 loss 1.0\nMismatch between tokenized prompt\n'];
    told(1, true);
    answers.readLog = CUT;
    expect((await advance()).state).not.toBe('done');
    answers = {};
    expect(await advance()).toMatchObject({ state: 'failed', why: 'Mismatch between tokenized prompt' });
  });

  it('stays as the faster of two looks found it, and the slower one gives that', async () => {
    await start();
    told(1);
    await advance();
    const { slower, answer } = slowLook();
    const running = ok(facts);
    logs = ['step 3 loss 1.0\n'];
    told(1, true);
    expect(await advance()).toMatchObject({ state: 'done' });
    answer(running);
    expect(await slower).toMatchObject({ state: 'done' });
    expect(await store.jobs({})).toMatchObject([{ state: 'done' }]);
  });

  it('is what its start made of it, whatever a look meanwhile did not find', async () => {
    answers.upload = CUT;
    await start();
    const { slower, answer } = slowLook();
    answers = {};
    expect((await start()).state).toBe('starting');
    answer({ kind: 'failure', failure: { kind: 'not-there', message: 'No such folder.' } });
    expect((await slower).why).toBeUndefined();
    expect((await store.jobs({}))[0]).not.toHaveProperty('why');
  });

  it('is unknown while its target cannot be reached, and known again', async () => {
    await start();
    told(1);
    await advance();
    answers.status = CUT;
    expect(await advance()).toMatchObject({ state: 'unknown', why: 'The connection was cut.' });
    answers = {};
    expect((await advance()).state).toBe('running');
  });

  it('is refused by a target for good when that says so', async () => {
    answers.upload = { kind: 'failure', failure: { kind: 'disk-full', message: 'Full.' } };
    expect(await start()).toMatchObject({ state: 'failed', why: 'Full.' });
  });

  it('has failed when its start is refused and nothing of it is there', async () => {
    answers.start = REFUSED;
    expect(await start()).toMatchObject({ state: 'failed', why: 'No.' });
  });

  it('is heard of when its start is refused because another one got through', async () => {
    answers.start = REFUSED;
    facts = { ...facts, starts: 1 };
    told(1);
    expect(await start()).toMatchObject({ state: 'running', starts: 1 });
    expect(job).not.toHaveProperty('why');
  });

  it('is not held up by a process that could not send it, where another one did', async () => {
    let cut: (outcome: TargetOutcome<never>) => void = () => {};
    const upload = new Promise<TargetOutcome<never>>((resolve) => {
      cut = resolve;
    });
    const port = { ...targetPort(), upload: () => upload };
    const slower = startJob({ ...tools, target: () => port }, job, { secrets: {} }, signal);
    await expect.poll(() => store.jobs({})).toMatchObject([{ state: 'starting' }]);
    [job = job] = await store.jobs({});
    await start();
    told(1);
    expect((await advance()).state).toBe('running');
    cut(CUT);
    expect(await slower).toMatchObject({ state: 'running' });
    expect(await store.jobs({})).toEqual([job]);
  });

  it('stays open when it is sent again and the target does not let anybody in any more', async () => {
    answers.start = CUT;
    await start();
    answers.upload = REFUSED;
    answers.status = REFUSED;
    expect(await start()).toMatchObject({ state: 'starting', why: 'No.' });
  });

  it('is not started twice: one that runs is left as it is', async () => {
    await start();
    told(1);
    await advance();
    await start();
    job = { ...job, state: 'failed' };
    expect(await start()).toMatchObject({ state: 'running', starts: 1 });
    expect(starts).toEqual([1]);
  });

  it('is cancelled at once before it was sent, and when its target has ended it', async () => {
    expect(await cancelJob(tools, job, signal)).toMatchObject({ state: 'cancelled' });
    await start();
    told(1);
    await advance();
    expect(await cancelJob(tools, job, signal)).toMatchObject({
      state: 'running',
      why: 'It was asked to end.',
    });
  });

  it('says so when the settings do not know its target', async () => {
    await start();
    tools = { ...tools, target: () => undefined };
    told(1);
    expect((await advance()).why).toMatch(/There is no target "lab"/);
  });
});
