import { readdir, readFile, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modelPort } from '../../src/adapters/models/modelPort.ts';
import { serveSpec } from '../../src/core/answers/answerSpec.ts';
import { type Served, serveModel } from '../../src/core/answers/serveModel.ts';
import type { Job } from '../../src/core/jobs/job.ts';
import { startJob } from '../../src/core/jobs/startJob.ts';
import type { ModelPort } from '../../src/core/runs/ports.ts';
import { askServer, installFakeServer } from '../support/remote/fakeServer.ts';
import { createHome, createJobBench, type JobBench } from '../support/remote/jobBench.ts';
import { run, until } from '../support/remote/process.ts';
import { type SlurmCluster, startSlurmCluster } from '../support/remote/slurmCluster.ts';
import { freePort, type SshServer, startSshServer } from '../support/remote/sshServer.ts';

describe('a model that is served on a target', () => {
  let home: Awaited<ReturnType<typeof createHome>>;
  let slurm: SlurmCluster;
  let server: SshServer;
  let bench: JobBench;
  const { PATH: path, SLURM_CONF: conf } = process.env;

  beforeAll(async () => {
    home = await createHome();
    slurm = await startSlurmCluster(home.servers);
    server = await startSshServer(home.servers, slurm.env);
    process.env.PATH = `${server.binaries}:${path}`;
    Object.assign(process.env, slurm.env);
    const environment = join(home.servers, 'environment');
    await installFakeServer(environment);
    const place = { folder: home.path, environment };
    bench = createJobBench({
      here: { kind: 'local', ...place },
      lab: { kind: 'ssh', host: 'lab', ...place },
      cluster: { kind: 'slurm', host: 'lab', ...place },
      'cluster here': { kind: 'slurm', ...place },
    });
  });

  afterAll(async () => {
    await bench?.dispose();
    await server?.stop();
    await slurm?.stop();
    await home?.dispose();
    process.env.PATH = path;
    if (conf === undefined) delete process.env.SLURM_CONF;
    else process.env.SLURM_CONF = conf;
  });

  interface Asked {
    readonly target: string;
    readonly base?: string;
    readonly port?: number;
    readonly signal?: AbortSignal;
  }

  async function served<T>(
    { target, base = 'org/model', port, signal = bench.signal }: Asked,
    work: (endpoint: ModelPort, job: Job, at: number) => Promise<T>,
  ): Promise<{ readonly outcome: Served<T>; readonly job: Job }> {
    const targetPort = bench.port(target);
    const serverPort = port ?? (await freePort());
    const place = { engine: 'vllm', port: serverPort, gpus: 0, target: targetPort.target.kind } as const;
    const jobs: Job[] = [];
    let localPort = 0;
    const outcome = await serveModel(
      bench.tools,
      {
        port: targetPort,
        file: '/study.skillset.yaml',
        secrets: () => ({ HF_TOKEN: 'hf_secret' }),
        spec: serveSpec({ kind: 'base', base }, place),
        serverPort,
        connect: (at, key) => {
          localPort = at;
          return modelPort(target, { kind: 'openai', baseUrl: `http://127.0.0.1:${at}/v1` }, key);
        },
        random: Math.random,
        onJob: (job) => void jobs.push(job),
      },
      (endpoint) => work(endpoint, jobs[0] ?? raise('There is no job.'), localPort),
      signal,
    );
    const [job] = await bench.store.jobs({ ids: jobs.map(({ id }) => id) });
    return { outcome, job: job ?? raise('The job is not kept.') };
  }

  it.each([
    ['here', '127.0.0.1'],
    ['lab', '127.0.0.1'],
    ['cluster', '127.0.0.2'],
    ['cluster here', '127.0.0.2'],
  ])('answers on the machine that runs it, and is ended after the work: %s', async (target, address) => {
    const { outcome, job } = await served({ target }, (endpoint) => askServer(endpoint, bench.signal));
    expect(outcome).toMatchObject({ kind: 'served', value: { reply: { text: `At ${address}` } } });
    expect(job.state).toBe('cancelled');
    expect(await isGone(Number(/pid (\d+)/.exec(await bench.log(job))?.[1]))).toBe(true);
  });

  it.each(['lab', 'cluster'])(
    'answers those alone who have its key, which nobody else sees: %s',
    async (target) => {
      const { outcome } = await served({ target }, async (_, job, at) => {
        const attempt = join(job.folder ?? '', '.job/task.0/1');
        const key = (await readFile(join(attempt, 'key'), 'utf8')).trim();
        expect(key).toMatch(/^[0-9a-f]{32}$/);
        expect((await stat(join(attempt, 'key'))).mode & 0o777).toBe(0o600);
        expect((await run('ps', ['axww', '-o', 'args'])).stdout).not.toContain(key);
        const kept = await bench.store.jobs({ ids: [job.id] });
        expect(JSON.stringify(kept)).not.toContain(key);
        const endpoint = { kind: 'openai', baseUrl: `http://127.0.0.1:${at}/v1` } as const;
        const stranger = modelPort('stranger', endpoint, 'guessed');
        expect(await stranger.listModels(bench.signal)).toMatchObject({ failure: { status: 401 } });
        return attempt;
      });
      if (outcome.kind === 'failed') throw new Error(outcome.why);
      expect(await readdir(outcome.value)).not.toContain('key');
    },
  );

  it('is taken up where an earlier process left it', async () => {
    const port = await freePort();
    const place = { engine: 'vllm', port, gpus: 0, target: 'slurm' } as const;
    const left = await bench.prepare('cluster', serveSpec({ kind: 'base', base: 'org/model' }, place));
    await startJob(bench.tools, left, { secrets: {} }, bench.signal);
    const { outcome, job } = await served({ target: 'cluster', port }, (endpoint) =>
      askServer(endpoint, bench.signal),
    );
    expect(outcome.kind).toBe('served');
    expect(job.id).toBe(left.id);
  });

  it('says that it ended when it cannot load the model', async () => {
    const { outcome, job } = await served({ target: 'lab', base: 'org/broken' }, async () => 'never');
    expect(outcome).toMatchObject({ kind: 'failed', why: expect.stringMatching(/exit status 1\b.*log/) });
    expect(await bench.log(job)).toContain('No such model');
  });

  it('is not mistaken for another server that has its port', async () => {
    const other = createServer((_, response) => response.writeHead(401).end());
    const port = await listening(other);
    const { outcome } = await served({ target: 'lab', port }, async () => 'never');
    expect(outcome.kind).toBe('failed');
    other.close();
  });

  it('is waited for while it is queued, and taken out of the queue when that is cancelled', async () => {
    const hog = ['-N2', '--exclusive', '--output=/dev/null', '--wrap=sleep 60'];
    const id = (await slurm.run('sbatch', '--parsable', ...hog)).trim();
    const stop = new AbortController();
    const waiting = served({ target: 'cluster', signal: stop.signal }, async () => 'never');
    await until('it is in the queue', async () => (await slurm.run('squeue', '-h')).split('\n').length === 3);
    stop.abort();
    const { outcome, job } = await waiting;
    expect(outcome).toMatchObject({ kind: 'failed', why: 'It was cancelled before the server was ready.' });
    expect(job.state).toBe('cancelled');
    await slurm.run('scancel', id);
  });

  it('is ended when the work fails', async () => {
    let begun: Job | undefined;
    const failing = served({ target: 'lab' }, async (_, job) => {
      begun = job;
      throw new Error('The work failed.');
    });
    await expect(failing).rejects.toThrow('The work failed.');
    expect(await bench.store.jobs({ ids: [begun?.id ?? raise('It did not begin.')] })).toMatchObject([
      { state: 'cancelled' },
    ]);
  });
});

function raise(what: string): never {
  throw new Error(what);
}

async function isGone(pid: number): Promise<boolean> {
  return run('ps', ['-p', String(pid)]).then(
    () => false,
    () => true,
  );
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}
