import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advanceJob, cancelJob } from '../../src/core/jobs/advanceJobs.ts';
import type { Job } from '../../src/core/jobs/job.ts';
import type { JobSpec } from '../../src/core/jobs/jobSpec.ts';
import { startJob } from '../../src/core/jobs/startJob.ts';
import { type FakeTraining, fakeSpec, fakeTask, HOSTILE_WORDS } from '../support/remote/fakeEngine.ts';
import { createHome, createJobBench, type JobBench } from '../support/remote/jobBench.ts';
import { type SlurmCluster, startSlurmCluster } from '../support/remote/slurmCluster.ts';
import { type SshServer, startSshServer } from '../support/remote/sshServer.ts';

const PROOF = 'out/trainer_state.json';

describe('a job on Slurm', () => {
  let home: Awaited<ReturnType<typeof createHome>>;
  let slurm: SlurmCluster;
  let server: SshServer;
  let bench: JobBench;
  const path = process.env.PATH;

  beforeAll(async () => {
    home = await createHome();
    slurm = await startSlurmCluster(home.servers);
    server = await startSshServer(home.servers, slurm.env);
    process.env.PATH = `${server.binaries}:${path}`;
    const target = { kind: 'slurm', host: 'lab', folder: home.path, partition: 'main' } as const;
    bench = createJobBench({
      cluster: target,
      narrow: { ...target, arrayLimit: 1 },
      nowhere: { ...target, partition: `no'such $(touch hacked)` },
    });
  });

  afterAll(async () => {
    await bench?.dispose();
    await server?.stop();
    await slurm?.stop();
    await home?.dispose();
    process.env.PATH = path;
  });

  const letGo = (job: Job): Promise<void> => writeFile(join(job.folder ?? '', 'go'), '');
  const idOf = (job: Job): string => job.remoteId ?? 'none';
  const begun = (job: Job, attempt = 1): Promise<Job> =>
    bench.until(job, async () => (await bench.log(job, 0, attempt).catch(() => '')).includes('step 1'));

  it('runs its tasks as an array, each with its log, and hands every word over as it is', async () => {
    const tasks = [1, 2, 3].map((steps) => fakeTask({ steps, proof: `out-${steps}/trainer_state.json` }));
    const job = await bench.end(await bench.start('cluster', fakeSpec({ tasks })));
    expect(job).toMatchObject({ state: 'done', progress: { done: 6, total: 6 } });
    for (const word of HOSTILE_WORDS) expect(await bench.log(job, 2)).toContain(`word <${word}>\n`);
    expect(await readdir(job.folder ?? '')).not.toContain('hacked');
  });

  it('runs one task on two nodes', async () => {
    const spec = fakeSpec({
      tasks: [
        {
          command: [
            'sh',
            '-c',
            'echo rank $1 of $SLURM_NNODES, head $2',
            'words',
            '@node-rank@',
            '@head-host@',
          ],
          evidence: { kind: 'none' },
        },
      ],
      needs: { gpus: 0, nodes: 2 },
    });
    const job = await bench.end(await bench.start('cluster', spec));
    expect(job.state).toBe('done');
    const lines = (await bench.log(job)).split('\n').filter((line) => line.startsWith('rank'));
    expect(lines.toSorted()).toEqual(['rank 0 of 2, head 127.0.0.2', 'rank 1 of 2, head 127.0.0.2']);
  });

  it('says why it was refused', async () => {
    const job = await bench.start('nowhere', fakeSpec({ tasks: [fakeTask({ steps: 1 })] }));
    expect(job.state).toBe('failed');
    expect(job.why).toMatch(/lab refuses: .*Invalid partition/);
  });

  it('is submitted once however many start it at once, and a second submission does nothing', async () => {
    const prepared = await bench.prepare(
      'cluster',
      fakeSpec({ tasks: [fakeTask({ steps: 1, waits: true, proof: PROOF })] }),
    );
    await Promise.all([1, 2, 3].map(() => startJob(bench.tools, prepared, { secrets: {} }, bench.signal)));
    let job = await begun(
      await startJob(
        bench.tools,
        { ...prepared, state: 'starting', starts: 1 },
        { secrets: {} },
        bench.signal,
      ),
    );
    const name = `skillmix-${job.id}-1`;
    expect((await slurm.run('squeue', '-h', '-t', 'all', '-n', name, '-o', '%F')).trim()).toBe(idOf(job));
    const folder = job.folder ?? '';
    const words = [
      '--array=0',
      '--output=.job/second.out',
      `--chdir=${folder}`,
      join(folder, '.job/start.1/batch.sh'),
    ];
    const second = (await slurm.run('sbatch', '--parsable', '--wait', ...words)).trim();
    expect(second).not.toBe(idOf(job));
    expect(await readdir(join(folder, '.job/task.0'))).toEqual(['1']);
    await letGo(job);
    job = await bench.end(job);
    expect(job.state).toBe('done');
    expect((await bench.log(job)).match(/pid/g)).toHaveLength(1);
  });

  it('waits as queued while the nodes are taken, and can be cancelled there', async () => {
    const hog = (
      await slurm.run('sbatch', '--parsable', '-N2', '--exclusive', '--output=/dev/null', '--wrap=sleep 60')
    ).trim();
    let job = await bench.start('cluster', fakeSpec({ tasks: [fakeTask({ steps: 1 })] }));
    job = await bench.until(job, ({ state, why }) => state === 'queued' && /PENDING \(\w+\)/.test(why ?? ''));
    job = await bench.end(await cancelJob(bench.tools, job, bench.signal));
    expect(job.state).toBe('cancelled');
    await slurm.run('scancel', hog);
  });

  it('keeps no secrets once it was cancelled while it waited, whoever did that and whatever of it ran', async () => {
    const withSecret = (count: number) =>
      fakeSpec({
        tasks: Array.from({ length: count }, () => fakeTask({ steps: 1, waits: true })),
        secrets: ['SECRET'],
      });
    const started = async (count: number): Promise<Job> => {
      const prepared = await bench.prepare('cluster', withSecret(count));
      return startJob(bench.tools, prepared, { secrets: { SECRET: 'told' } }, bench.signal);
    };
    const secretsOf = (job: Job): Promise<string> =>
      readFile(join(job.folder ?? '', '.job/start.1/secrets'), 'utf8').catch(() => 'none');
    const isQueued = ({ state }: Job): boolean => state === 'queued';
    const partly = await begun(await started(5));
    expect(await bench.log(partly)).toContain('secret of 4 characters');
    const waiting = await bench.until(await started(1), isQueued);
    const taken = await bench.until(await started(1), isQueued);
    expect(await secretsOf(waiting)).toBe('SECRET=told\n');
    await cancelJob(bench.tools, waiting, bench.signal);
    expect(await secretsOf(waiting)).toBe('none');
    await slurm.run('scancel', idOf(taken));
    await bench.until(taken, ({ state }) => state === 'cancelled');
    expect(await secretsOf(taken)).toBe('none');
    expect(await secretsOf(partly)).toBe('SECRET=told\n');
    const ended = await bench.end(await cancelJob(bench.tools, partly, bench.signal));
    expect(ended.state).toBe('cancelled');
    expect(await secretsOf(partly)).toBe('none');
  });

  it('has its secrets until its last task ends, also when it is resumed', async () => {
    const tasks = [1, 2].map(() => fakeTask({ steps: 1, exit: 1 }));
    const options = { secrets: { SECRET: 'told' } };
    let job = await bench.prepare('narrow', fakeSpec({ tasks, secrets: ['SECRET'] }));
    for (const starts of [1, 2]) {
      job = await bench.end(await startJob(bench.tools, job, options, bench.signal));
      expect(job).toMatchObject({ state: 'failed', starts });
      for (const task of [0, 1])
        expect(await bench.log(job, task, starts)).toContain('secret of 4 characters');
      expect(await readdir(join(job.folder ?? '', `.job/start.${starts}`))).not.toContain('secrets');
    }
  });

  it('is running, not failed, while it was requeued, and keeps the log of each attempt', async () => {
    const task = fakeTask({ steps: 1, waits: true, proof: PROOF });
    let job = await begun(await bench.start('cluster', fakeSpec({ tasks: [task], resumes: true })));
    const requeued = slurm.requeue(idOf(job), job.folder ?? '');
    const states = new Set<string>();
    job = await bench.until(job, async (now) => {
      states.add(now.state);
      return (await bench.log(now, 0, 2).catch(() => '')).includes('step 1');
    });
    await requeued;
    expect([...states]).toEqual(['running']);
    await letGo(job);
    job = await bench.end(job);
    expect(job).toMatchObject({ state: 'done', starts: 1 });
    expect(job.logs).toMatchObject([{ task: 0, attempt: 2 }]);
  });

  it('is cancelled when it is asked to, and says so when somebody else did', async () => {
    const spec = fakeSpec({ tasks: [fakeTask({ steps: 1, waits: true, proof: PROOF })] });
    let asked = await begun(await bench.start('cluster', spec));
    asked = await bench.end(await cancelJob(bench.tools, asked, bench.signal));
    expect(asked.state).toBe('cancelled');
    expect(await bench.log(asked)).toContain('TERM');
    let other = await begun(await bench.start('cluster', spec));
    await slurm.run('scancel', idOf(other));
    other = await bench.end(other);
    expect(other.state).toBe('cancelled');
    expect(other.why).toMatch(/Somebody cancelled it on Slurm/);
  });

  it('is failed when its engine is killed, and when its node takes its processes away', async () => {
    const spec = fakeSpec({ tasks: [fakeTask({ steps: 1, waits: true, proof: PROOF })] });
    let killed = await begun(await bench.start('cluster', spec));
    process.kill(Number(/pid (\d+)/.exec(await bench.log(killed))?.[1]), 'SIGKILL');
    killed = await bench.end(killed);
    expect(killed).toMatchObject({
      state: 'failed',
      why: expect.stringMatching(/killed \(exit status 137\)/),
    });
    let torn = await begun(await bench.start('cluster', spec));
    await slurm.run('scancel', '--full', '--signal=KILL', idOf(torn));
    torn = await bench.end(torn);
    expect(['failed', 'cancelled']).toContain(torn.state);
  });

  it('is failed at its time limit, and says that it was that', async () => {
    const spec = fakeSpec({ tasks: [fakeTask({ steps: 1, waits: true, proof: PROOF })] });
    let job = await begun(await bench.start('cluster', spec));
    await slurm.run('scontrol', 'update', `JobId=${idOf(job)}_0`, 'TimeLimit=1');
    job = await bench.end(job);
    expect(job.state).toBe('failed');
    expect(job.why).toMatch(/its time was up|time limit/);
    expect(await bench.log(job)).toContain('TERM');
  });

  const requeued =
    /^It was requeued at its time limit, and waits to go on with attempt 2: Slurm says PENDING/;
  const saving = (changes: Partial<FakeTraining> = {}): JobSpec => {
    const task = { steps: 3, waits: true, saves: true, proof: 'out/checkpoint-3/trainer_state.json' };
    return fakeSpec({ tasks: [fakeTask({ ...task, ...changes })], resumes: true });
  };
  /** What Slurm does when the time limit of the first task is near. */
  const warn = (job: Job) => slurm.run('scancel', '--batch', '--signal=USR1', `${idOf(job)}_0`);
  const attempts = ({ folder = '' }: Job, task = 0) => readdir(join(folder, `.job/task.${task}`));

  it('goes on by itself at its time limit, from what it saved and with its secrets, and is done once', async () => {
    const other = fakeTask({ steps: 1, waits: true, proof: PROOF });
    const spec = saving();
    const both = { ...spec, tasks: [...spec.tasks, other], secrets: ['SECRET'] };
    const prepared = await bench.prepare('cluster', both);
    let job = await startJob(bench.tools, prepared, { secrets: { SECRET: 'told' } }, bench.signal);
    job = await begun(job);
    const states = new Set<string>();
    await slurm.run('scontrol', 'update', `JobId=${idOf(job)}_0`, 'TimeLimit=4');
    // Slurm looks at time limits every half minute.
    const isRequeued = ({ state, why }: Job): boolean => {
      states.add(state);
      return requeued.test(why ?? '');
    };
    job = await bench.until(job, isRequeued, 60);
    await letGo(job);
    await bench.until(job, async () =>
      (await readdir(join(job.folder ?? '', '.job/task.1/1'))).includes('exit'),
    );
    await slurm.letGo(idOf(job), job.folder ?? '');
    job = await bench.end(job);
    expect([...states]).toEqual(['running']);
    expect(job).toMatchObject({ state: 'done', starts: 1, progress: { done: 4, total: 4 } });
    expect([await attempts(job), await attempts(job, 1)]).toEqual([['1', '2'], ['1']]);
    const [first, second] = [await bench.log(job), await bench.log(job, 0, 2)];
    expect(first).toMatch(/step 1 loss.*TERM\n$/s);
    expect(second).toMatch(/secret of 4 characters\ngoes on from step 1\nstep 2 loss.*step 3 loss/s);
    expect(await readdir(join(job.folder ?? '', '.job/start.1'))).not.toContain('secrets');
  });

  it('is failed at its time limit where nothing more was saved, and says so', async () => {
    let job = await begun(await bench.start('cluster', saving({ saves: false })));
    await warn(job);
    job = await bench.end(job);
    expect(job.state).toBe('failed');
    expect(job.why).toMatch(/time limit on Slurm was reached before a further state was saved/);
    expect(await attempts(job)).toEqual(['1']);
  });

  it('is failed at its time limit where Slurm may not run it again', async () => {
    let job = await begun(await bench.start('cluster', saving()));
    await slurm.run('scontrol', 'update', `JobId=${idOf(job)}_0`, 'Requeue=0');
    await warn(job);
    job = await bench.end(job);
    expect(job).toMatchObject({
      state: 'failed',
      why: 'Its time limit on Slurm was reached. Give it more time, or resume it.',
    });
    expect(await attempts(job)).toEqual(['1']);
  });

  it('stays cancelled, when it ends at its time limit and when it waits to go on', async () => {
    let ending = await begun(await bench.start('cluster', saving({ isStubborn: true })));
    await warn(ending);
    ending = await bench.until(ending, async (job) => (await bench.log(job)).includes('TERM'));
    ending = await bench.end(await cancelJob(bench.tools, ending, bench.signal));
    let waiting = await begun(await bench.start('cluster', saving()));
    await warn(waiting);
    waiting = await bench.until(waiting, ({ why }) => requeued.test(why ?? ''));
    waiting = await bench.end(await cancelJob(bench.tools, waiting, bench.signal));
    for (const job of [ending, waiting]) {
      expect(job.state).toBe('cancelled');
      expect(await attempts(job)).toEqual(['1']);
      expect(await slurm.run('squeue', '-h', '-j', idOf(job)).catch(() => '')).toBe('');
    }
  });

  it('is unknown while Slurm does not answer, and known again afterwards', async () => {
    let job = await begun(
      await bench.start('cluster', fakeSpec({ tasks: [fakeTask({ steps: 1, waits: true, proof: PROOF })] })),
    );
    await slurm.stopController();
    job = await advanceJob(bench.tools, job, bench.signal);
    expect(job.state).toBe('unknown');
    expect(job.why).toMatch(/Slurm does not answer/);
    await slurm.startController();
    await letGo(job);
    expect((await bench.end(job)).state).toBe('done');
  });
});
