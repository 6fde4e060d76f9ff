import {
  chmod,
  mkdir,
  open,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advanceJob, cancelJob } from '../../src/core/jobs/advanceJobs.ts';
import type { Job } from '../../src/core/jobs/job.ts';
import { startJob } from '../../src/core/jobs/startJob.ts';
import { fakeSpec, fakeTask } from '../support/remote/fakeEngine.ts';
import { createHome, createJobBench, type JobBench } from '../support/remote/jobBench.ts';

const PROOF = 'out/trainer_state.json';

describe('a job on this machine', () => {
  let bench: JobBench;
  let home: Awaited<ReturnType<typeof createHome>>;
  const path = process.env.PATH;

  beforeAll(async () => {
    home = await createHome();
    bench = createJobBench({ here: { kind: 'local', folder: home.path } });
  });

  afterAll(async () => {
    process.env.PATH = path;
    await bench?.dispose();
    await home?.dispose();
  });

  const done = (): Promise<Job> =>
    bench.start('here', fakeSpec({ tasks: [fakeTask({ steps: 2, proof: PROOF })] })).then(bench.end);

  /** Puts another process into the place of the one that has the claim; the job has no end then that is known of. */
  async function claimedBy(change: (name: string) => string): Promise<Job> {
    const job = await done();
    const claim = join(job.folder ?? '', '.job/start.1/claim');
    const name = await readlink(claim);
    await rm(claim);
    await symlink(change(name), claim);
    await rm(join(job.folder ?? '', '.job/task.0/1/exit'));
    return advanceJob(bench.tools, job, bench.signal);
  }

  it('runs to its end, and stays done when somebody asks for its end afterwards', async () => {
    const job = await done();
    expect(job).toMatchObject({ state: 'done', starts: 1, progress: { done: 2, total: 2 } });
    await bench.port('here').cancel(job, 1, bench.signal);
    expect((await advanceJob(bench.tools, job, bench.signal)).state).toBe('done');
  });

  it('is refused by none of many that start it at the same moment', async () => {
    for (let times = 0; times < 4; times += 1) {
      const task = fakeTask({ steps: 1, proof: PROOF });
      const job = await bench.prepare('here', fakeSpec({ tasks: [task] }));
      const answers = await Promise.all(
        Array.from({ length: 8 }, async () => {
          const sent = await bench.port('here').upload(job, () => {}, bench.signal);
          const start = { number: 1, tasks: [0], secrets: { TOKEN: 'secret' } };
          return sent.kind === 'failure' ? sent : bench.port('here').start(job, start, bench.signal);
        }),
      );
      expect(answers.map(({ kind }) => kind)).toEqual(Array(8).fill('ok'));
      const ended = await bench.end({ ...job, state: 'running', starts: 1 });
      expect(ended.state).toBe('done');
      expect(await readdir(join(ended.folder ?? '', '.job/task.0'))).toEqual(['1']);
    }
  });

  it('is not refused when it ends, and takes its secrets away, while another starts it', async () => {
    const folder = join(home.servers, 'bin-mv');
    await mkdir(folder);
    const script =
      '#!/bin/sh\n/bin/mv "$@" || exit\nfor last; do :; done\ncase $last in */secrets) /bin/rm "$last" ;; esac\n';
    await writeFile(join(folder, 'mv'), script);
    await chmod(join(folder, 'mv'), 0o755);
    const job = await bench.prepare('here', fakeSpec({ tasks: [fakeTask({ steps: 1 })] }));
    await bench.port('here').upload(job, () => {}, bench.signal);
    process.env.PATH = `${folder}:${path}`;
    const start = { number: 1, tasks: [0], secrets: { TOKEN: 'secret' } };
    const answer = await bench.port('here').start(job, start, bench.signal);
    process.env.PATH = path;
    expect(answer.kind).toBe('ok');
    await bench.end({ ...job, state: 'running', starts: 1 });
  });

  it('leaves a reader of its folders of programs what it reads while it is started again', async () => {
    const job = await done();
    const path = join(job.folder ?? '', '.job/path');
    const before = await open(path);
    const told = await readFile(path, 'utf8');
    const again = { number: 2, tasks: [0], secrets: {} };
    expect(await bench.port('here').start(job, again, bench.signal)).toMatchObject({ kind: 'ok' });
    expect((await stat(path)).ino).not.toBe((await before.stat()).ino);
    expect(await before.readFile('utf8')).toBe(told);
    await before.close();
    await bench.end({ ...job, state: 'running', starts: 2 });
  });

  it('keeps no secrets when all that looked after it was killed', async () => {
    const prepared = await bench.prepare('here', {
      ...fakeSpec({ tasks: [fakeTask({ steps: 1, waits: true })] }),
      secrets: ['SECRET'],
    });
    const job = await startJob(bench.tools, prepared, { secrets: { SECRET: 'told' } }, bench.signal);
    const secrets = join(job.folder ?? '', '.job/start.1/secrets');
    await bench.until(job, async () => (await bench.log(job).catch(() => '')).includes('step 1'));
    expect(await readFile(secrets, 'utf8')).toBe('SECRET=told\n');
    const supervisor = (await readlink(join(job.folder ?? '', '.job/start.1/claim'))).split(' ')[2];
    process.kill(Number(supervisor), 'SIGKILL');
    process.kill(Number(/pid (\d+)/.exec(await bench.log(job))?.[1]), 'SIGKILL');
    await bench.until(job, ({ state }) => state === 'lost');
    await expect(stat(secrets)).rejects.toThrow();
  });

  it('is lost when the machine was started anew, whatever has its number now', async () => {
    const living = String(process.pid);
    const job = await claimedBy((name) => name.replace(/ \S+ \d+ (\d+)$/, ` another-boot ${living} $1`));
    expect(job.state).toBe('lost');
    const reused = await claimedBy((name) => name.replace(/ \d+ (\d+)$/, ` ${living} $1`));
    expect(reused.state).toBe('lost');
  });

  it('is elsewhere when another host has it', async () => {
    const job = await claimedBy((name) => name.replace(/^\S+/, 'other-host'));
    expect(job.state).toBe('elsewhere');
    expect(job.why).toMatch(/It was started on other-host/);
  });

  it('is lost when its folder is gone', async () => {
    const job = await bench.start('here', fakeSpec({ tasks: [fakeTask({ steps: 1 })] }));
    const ended = await bench.end(job);
    await rm(job.folder ?? '', { recursive: true });
    const asked = await advanceJob(bench.tools, { ...ended, state: 'running' }, bench.signal);
    expect(asked).toMatchObject({ state: 'lost', why: 'Its folder on the target is gone.' });
  });

  it('is cancelled where nothing but its folder came there before its upload was cut', async () => {
    const prepared = await bench.prepare('here', fakeSpec({ tasks: [fakeTask({ steps: 1 })] }));
    await mkdir(join(home.path, 'jobs', prepared.id, '.job'), { recursive: true });
    const cut: Job = { ...prepared, state: 'starting', starts: 1 };
    expect((await advanceJob(bench.tools, cut, bench.signal)).state).toBe('starting');
    expect((await cancelJob(bench.tools, cut, bench.signal)).state).toBe('cancelled');
  });

  it('is failed when its program is not there', async () => {
    const spec = fakeSpec({ tasks: [{ command: ['no-such-engine'], evidence: { kind: 'none' } }] });
    const job = await bench.end(await bench.start('here', spec));
    expect(job.why).toMatch(/Its program was not found \(exit status 127\)/);
  });

  it('is failed when its log tells that the result is worthless', async () => {
    const command = ['sh', '-c', 'echo "Mismatch between tokenized prompt"'];
    const spec = fakeSpec({ tasks: [{ command, evidence: { kind: 'none' } }] });
    const job = await bench.end(await bench.start('here', spec));
    expect(job).toMatchObject({ state: 'failed', why: 'Mismatch between tokenized prompt' });
  });

  it.each([
    ['where sh is bash', 'sh', '#!/bin/bash\nexec /bin/bash --posix "$@"\n'],
    ['where there is no setsid but Perl', 'setsid', undefined],
  ])('runs to its end %s', async (_, program, text) => {
    const folder = join(home.servers, `bin-${program}`);
    await mkdir(folder);
    if (text === undefined) await linkAllBut(program, folder);
    else {
      await writeFile(join(folder, program), text);
      await chmod(join(folder, program), 0o755);
    }
    process.env.PATH = text === undefined ? folder : `${folder}:${path}`;
    expect((await done()).state).toBe('done');
    process.env.PATH = path;
  });
});

const NEEDED =
  'sh awk cat chmod cut date dd df dirname env find grep head id ln mkdir mv perl printf ps pwd readlink rm sed sha256sum sleep sort tail tar tr uname wc'.split(
    ' ',
  );

/** Links what a target has to have, so that a folder is all of its path. */
async function linkAllBut(missing: string, folder: string): Promise<void> {
  for (const program of NEEDED) {
    if (program === missing) continue;
    for (const place of ['/usr/bin', '/bin'])
      await symlink(join(place, program), join(folder, program)).catch(() => {});
  }
}
