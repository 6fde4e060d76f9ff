import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advanceJob, cancelJob } from '../../src/core/jobs/advanceJobs.ts';
import type { Job } from '../../src/core/jobs/job.ts';
import { startJob } from '../../src/core/jobs/startJob.ts';
import { cutConnections } from '../support/remote/cutConnections.ts';
import { fakeSpec, fakeTask, HOSTILE_WORDS } from '../support/remote/fakeEngine.ts';
import { createHome, createJobBench, type JobBench } from '../support/remote/jobBench.ts';
import { run } from '../support/remote/process.ts';
import { type SshServer, startSshServer } from '../support/remote/sshServer.ts';

const PROOF = 'out/trainer_state.json';

describe('a job behind ssh', () => {
  let home: Awaited<ReturnType<typeof createHome>>;
  let server: SshServer;
  let bench: JobBench;
  const { PATH: path, TMPDIR: temporary } = process.env;

  beforeAll(async () => {
    home = await createHome();
    server = await startSshServer(home.servers);
    process.env.PATH = `${server.binaries}:${path}`;
    // Sockets of shared connections come to lie there: those of others are left in peace.
    process.env.TMPDIR = home.servers;
    const target = { kind: 'ssh', folder: home.path } as const;
    bench = createJobBench({
      lab: { ...target, host: 'lab' },
      noisy: { ...target, host: 'noisy' },
      changed: { ...target, host: 'changed' },
      stranger: { ...target, host: 'stranger' },
      down: { ...target, host: 'down' },
    });
  });

  afterAll(async () => {
    await bench?.dispose();
    await server?.stop();
    await home?.dispose();
    process.env.PATH = path;
    if (temporary === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = temporary;
  });

  it('runs in a folder of any name, and no word of it is read by a shell', async () => {
    const job = await bench.end(
      await bench.start('lab', fakeSpec({ tasks: [fakeTask({ steps: 3, proof: PROOF })] })),
    );
    expect(job).toMatchObject({ state: 'done', starts: 1, progress: { done: 3, total: 3, loss: 1.3 } });
    expect(await bench.steps(job)).toEqual([1, 2, 3]);
    const log = await bench.log(job);
    for (const word of HOSTILE_WORDS) expect(log).toContain(`word <${word}>\n`);
    expect(log).toContain(`greeting <it's $HOME; "hi">`);
    expect(await readdir(job.folder ?? '')).not.toContain('hacked');
  });

  it('runs behind a login that prints banners on both outputs', async () => {
    const job = await bench.end(
      await bench.start('noisy', fakeSpec({ tasks: [fakeTask({ steps: 2, proof: PROOF })] })),
    );
    expect(job.state).toBe('done');
  });

  it('is not sent to a host whose key is another or unknown, nor to one that does not answer', async () => {
    const spec = fakeSpec({ tasks: [fakeTask({ steps: 1 })] });
    const changed = await bench.start('changed', spec);
    expect(changed.state).toBe('failed');
    expect(changed.why).toMatch(/The key of changed is not the one that is known/);
    const stranger = await bench.start('stranger', spec);
    expect(stranger.why).toMatch(/The key of stranger is not known yet/);
    const down = await bench.start('down', spec);
    expect(down.state).toBe('starting');
    expect(down.why).toMatch(/down cannot be reached/);
    expect((await advanceJob(bench.tools, down, bench.signal)).state).toBe('starting');
  });

  it('comes about once however many start it at once', async () => {
    const task = fakeTask({ steps: 3, waits: true, proof: PROOF });
    const job = await bench.prepare('lab', fakeSpec({ tasks: [task] }));
    const started = await Promise.all(
      [1, 2, 3].map(() => startJob(bench.tools, job, { secrets: {} }, bench.signal)),
    );
    expect(started.map(({ state }) => state)).toEqual(['running', 'running', 'running']);
    const [first = job] = started;
    await letGo(first);
    expect((await bench.end(first)).state).toBe('done');
    expect(await readdir(join(first.folder ?? '', '.job/task.0'))).toEqual(['1']);
    expect((await bench.log(first)).match(/pid/g)).toHaveLength(1);
  });

  it('completes once, with a whole log, while its connection is cut at fifty moments', async () => {
    let job = await bench.prepare(
      'lab',
      fakeSpec({ tasks: [fakeTask({ steps: 300, pause: 0.05, proof: PROOF })] }),
    );
    const cutting = cutConnections(50, home.servers);
    while (!cutting.isOver || job.state === 'starting') {
      job =
        job.state === 'prepared' || job.state === 'starting'
          ? await startJob(bench.tools, job, { secrets: {} }, bench.signal)
          : await advanceJob(bench.tools, job, bench.signal);
    }
    job = await bench.end(job);
    expect(cutting.cuts).toBe(50);
    expect(job).toMatchObject({ state: 'done', starts: 1 });
    expect(await bench.steps(job)).toEqual(Array.from({ length: 300 }, (_, index) => index + 1));
    const log = await bench.log(job);
    expect(log.match(/pid/g)).toHaveLength(1);
    expect(job.logs).toEqual([{ task: 0, attempt: 1, offset: Buffer.byteLength(log) }]);
  });

  it('is failed when its engine is killed, and runs only what is not done when it is resumed', async () => {
    const tasks = [fakeTask({ steps: 1, proof: 'a.json' }), fakeTask({ steps: 40, proof: 'b.json' })];
    let job = await bench.start('lab', fakeSpec({ tasks }));
    job = await bench.until(job, async () => (await bench.log(job, 1).catch(() => '')).includes('step 2'));
    const [, pid] = /pid (\d+)/.exec(await bench.log(job, 1)) ?? [];
    process.kill(Number(pid), 'SIGKILL');
    job = await bench.end(job);
    expect(job.state).toBe('failed');
    expect(job.why).toMatch(/1 of 2|It was killed \(exit status 137\)/);
    await writeFile(
      join(job.folder ?? '', '.job/argv.1'),
      fakeTask({ steps: 2, proof: 'b.json' }).command.join('\n'),
    );
    const again = {
      ...job,
      spec: fakeSpec({
        tasks: [tasks[0] ?? fakeTask({ steps: 0 }), fakeTask({ steps: 2, proof: 'b.json' })],
      }),
    };
    job = await bench.end(await startJob(bench.tools, again, { secrets: {} }, bench.signal));
    expect(job).toMatchObject({ state: 'done', starts: 2 });
    expect(await readdir(join(job.folder ?? '', '.job/task.0'))).toEqual(['1']);
    expect(await readdir(join(job.folder ?? '', '.job/task.1'))).toEqual(['1', '2']);
    expect(await bench.steps(job)).toEqual([1, 2]);
  });

  it('is told of as running while its engine outlives its supervisor, and as lost afterwards', async () => {
    let job = await bench.start(
      'lab',
      fakeSpec({ tasks: [fakeTask({ steps: 1, waits: true, proof: PROOF })] }),
    );
    await killSupervisor(job.folder ?? '');
    job = await advanceJob(bench.tools, job, bench.signal);
    expect(job.state).toBe('running');
    expect(job.why).toMatch(/how it ends will not be known/);
    const resumed = await startJob(bench.tools, { ...job, state: 'lost' }, { secrets: {} }, bench.signal);
    expect(resumed).toMatchObject({ state: 'running', starts: 1 });
    const forced = { number: 2, tasks: [0], secrets: {} };
    expect(await bench.port('lab').start(job, forced, bench.signal)).toMatchObject({
      failure: { kind: 'rejected', message: 'lab refuses: an earlier start of the job still runs.' },
    });
    await letGo(job);
    job = await bench.end(job);
    expect(job.state).toBe('lost');
  });

  it('is cancelled when it is asked to, and killed when it does not follow', async () => {
    let job = await bench.start('lab', fakeSpec({ tasks: [fakeTask({ steps: 1, isStubborn: true })] }));
    job = await bench.until(job, async () => (await bench.log(job)).includes('step 1'));
    job = await cancelJob(bench.tools, job, bench.signal);
    expect(job).toMatchObject({ state: 'running', why: 'It was asked to end.' });
    job = await bench.end(job);
    expect(job.state).toBe('cancelled');
    expect(await bench.log(job)).toContain('TERM');
    const [, pid] = /pid (\d+)/.exec(await bench.log(job)) ?? [];
    expect(() => process.kill(Number(pid), 0)).toThrow();
  });

  it('is cancelled by hand of its engine when its supervisor is gone', async () => {
    let job = await bench.start('lab', fakeSpec({ tasks: [fakeTask({ steps: 1, waits: true })] }));
    await killSupervisor(job.folder ?? '');
    job = await bench.end(await cancelJob(bench.tools, job, bench.signal));
    expect(job.state).toBe('cancelled');
  });

  it('is not done by exit status 0 alone', async () => {
    const lying = {
      ...fakeTask({ steps: 3, proof: PROOF }),
      evidence: { kind: 'trainer-state', path: PROOF, step: 4 } as const,
    };
    const without = {
      ...fakeTask({ steps: 1 }),
      evidence: { kind: 'trainer-state', path: PROOF, step: 1 } as const,
    };
    const early = await bench.end(await bench.start('lab', fakeSpec({ tasks: [lying] })));
    expect(early).toMatchObject({ state: 'failed' });
    expect(early.why).toBe(`It ended with exit status 0, but ${PROOF} tells of step 3, not 4.`);
    const nothing = await bench.end(await bench.start('lab', fakeSpec({ tasks: [without] })));
    expect(nothing.why).toMatch(/is not there: no model was saved at step 1/);
  });

  it('hands secrets over in a file that only the user can read, for as long as it runs', async () => {
    const prepared = await bench.prepare(
      'lab',
      fakeSpec({ tasks: [fakeTask({ steps: 10 })], secrets: ['SECRET'] }),
    );
    let job = await startJob(bench.tools, prepared, { secrets: { SECRET: `it's $ecret` } }, bench.signal);
    const file = join(job.folder ?? '', '.job/start.1/secrets');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const { stdout: processes } = await run('ps', ['axww', '-o', 'args']);
    expect(processes).not.toContain('$ecret');
    job = await bench.end(job);
    expect(await bench.log(job)).toContain('secret of 11 characters');
    await expect(stat(file)).rejects.toThrow();
  });

  it('shows a full disk of its target as such, at the upload and while it runs', async () => {
    const small = join(home.servers, 'small disk');
    await mkdir(small);
    await run('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', small]);
    const full = createJobBench({ lab: { kind: 'ssh', host: 'lab', folder: small } });
    try {
      const big = { path: 'big.bin', content: 'x'.repeat(3_000_000) };
      const spec = fakeSpec({ tasks: [fakeTask({ steps: 1 })] });
      const unsent = await full.start('lab', { ...spec, files: [...spec.files, big] });
      expect(unsent.state).toBe('failed');
      expect(unsent.why).toMatch(/The disk of lab is full/);
      const filling = fakeSpec({ tasks: [fakeTask({ steps: 1, fill: 8 })] });
      const filled = await full.end(await full.start('lab', filling));
      expect(filled.state).toBe('failed');
      expect(filled.why).toMatch(/The target's disk is full/);
    } finally {
      await full.dispose();
      await run('umount', ['-l', small]);
    }
  });

  it('sends files once, and brings them back whole, going on where it was cut', async () => {
    const source = join(home.servers, 'large.bin');
    const content = Buffer.from(Array.from({ length: 3_000_000 }, (_, index) => (index * 7919) % 251));
    await writeFile(source, content);
    const sha256 = createHash('sha256').update(content).digest('hex');
    const file = { path: 'data/large.bin', source, bytes: content.length, sha256 };
    const spec = fakeSpec({ tasks: [fakeTask({ steps: 1 })] });
    const job = await bench.prepare('lab', { ...spec, files: [...spec.files, file] });
    const port = bench.port('lab');
    const told: number[] = [];
    expect(await port.upload(job, (done) => told.push(done), bench.signal)).toMatchObject({ kind: 'ok' });
    expect(told.at(-1)).toBeGreaterThanOrEqual(content.length);
    told.length = 0;
    await port.upload(job, (done) => told.push(done), bench.signal);
    expect(told).toEqual([]);
    const listed = await port.listFiles(job.id, 'data', bench.signal);
    expect(listed).toEqual({ kind: 'ok', value: [{ path: 'data/large.bin', bytes: content.length }] });
    const to = join(home.servers, 'here');
    await mkdir(to);
    await writeFile(join(to, 'large.bin.part'), content.subarray(0, 1_000_000));
    const wanted = { files: [{ path: 'data/large.bin', bytes: content.length }], below: 'data', to };
    expect((await port.download(job.id, wanted, () => {}, bench.signal)).kind).toBe('ok');
    expect((await readFile(join(to, 'large.bin'))).equals(content)).toBe(true);
    await writeFile(join(to, 'large.bin'), 'damaged');
    await writeFile(join(to, 'large.bin.part'), Buffer.alloc(1_000_000));
    expect(await port.download(job.id, wanted, () => {}, bench.signal)).toMatchObject({
      failure: { kind: 'protocol' },
    });
    expect((await port.download(job.id, wanted, () => {}, bench.signal)).kind).toBe('ok');
    expect((await readFile(join(to, 'large.bin'))).equals(content)).toBe(true);
  });

  it('tells the configuration of a model in a folder of any name, and that there is none', async () => {
    const model = join(home.servers, `a "model" of $(touch hacked)`);
    await mkdir(model);
    await writeFile(join(model, 'config.json'), '{"hidden_size": 8}');
    const lab = bench.port('lab');
    expect(await lab.modelConfig(model, 'trl', bench.signal)).toEqual({
      kind: 'ok',
      value: '{"hidden_size": 8}',
    });
    for (const missing of [home.servers, 'org/model'])
      expect(await lab.modelConfig(missing, 'trl', bench.signal)).toMatchObject({
        failure: { kind: 'not-there' },
      });
  });
});

async function letGo(job: Job): Promise<void> {
  await writeFile(join(job.folder ?? '', 'go'), '');
}

async function killSupervisor(folder: string): Promise<void> {
  const { stdout } = await run('readlink', [join(folder, '.job/start.1/claim')]);
  process.kill(Number(stdout.split(' ')[2]), 'SIGKILL');
}
