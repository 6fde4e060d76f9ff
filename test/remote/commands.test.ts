import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openStore } from '../../src/adapters/store/sqliteStore.ts';
import { systemClock } from '../../src/adapters/system/systemClock.ts';
import { runCommandLine } from '../../src/cli/program.ts';
import type { Job, JobId } from '../../src/core/jobs/job.ts';
import { prepareJob } from '../../src/core/jobs/prepareJob.ts';
import { fakeSpec, fakeTask } from '../support/remote/fakeEngine.ts';
import { createHome } from '../support/remote/jobBench.ts';

describe('skillmix jobs and targets', () => {
  let home: Awaited<ReturnType<typeof createHome>>;
  let out: string;
  let err: string;
  let places: readonly string[];

  beforeEach(async () => {
    home = await createHome();
    const targets = join(home.servers, 'targets.yaml');
    await writeFile(
      targets,
      `here: { kind: local, folder: ${JSON.stringify(home.path)} }\nlab: { kind: ssh, host: me@lab }\n`,
    );
    places = ['--targets', targets, '--store', join(home.servers, '.skillmix/skillmix.db')];
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      out += text;
      return true;
    });
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      err += text;
      return true;
    });
  });

  afterEach(async () => {
    vi.restoreAllMocks();
    await home.dispose();
  });

  async function skillmix(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
    out = '';
    err = '';
    const given = args[0] === 'targets' ? places.slice(0, 2) : places;
    const code = await runCommandLine([...args, ...given], new AbortController().signal);
    return { code, out, err };
  }

  async function prepared(steps: number): Promise<JobId> {
    await mkdir(join(home.servers, '.skillmix'), { recursive: true });
    const store = await openStore(join(home.servers, '.skillmix/skillmix.db'));
    const spec = fakeSpec({ kind: 'serve', tasks: [fakeTask({ steps, proof: 'out/trainer_state.json' })] });
    const job = await prepareJob(
      { store, clock: systemClock },
      { file: 'a.skillset.yaml', target: 'here', spec },
      Math.random,
    );
    await store.close();
    return job.id;
  }

  it('start a job, print its log once, bring its files here and forget it', async () => {
    const id = await prepared(3);
    expect(await skillmix('jobs', 'list')).toMatchObject({
      code: 0,
      out: expect.stringContaining(`${id}  prepared  here`),
    });
    expect(await skillmix('jobs', 'resume', id, '--follow')).toMatchObject({
      code: 0,
      out: expect.stringContaining('done'),
    });
    const log = (await skillmix('jobs', 'log', id, '--follow')).out;
    expect(log.match(/step \d/g)).toEqual(['step 1', 'step 2', 'step 3']);
    const shown = JSON.parse((await skillmix('jobs', 'show', id, '--format', 'json')).out) as Job;
    expect(shown).toMatchObject({ id, state: 'done', starts: 1 });
    const to = join(home.servers, 'here');
    expect((await skillmix('jobs', 'fetch', id, 'out', '--to', to)).out).toContain('1 files');
    expect(await readFile(join(to, 'trainer_state.json'), 'utf8')).toContain('"global_step": 3');
    expect((await skillmix('jobs', 'forget', id, '--remote')).code).toBe(0);
    expect((await skillmix('jobs', 'list')).out).toBe('No jobs.\n');
  });

  it('cancel a job, and resume it', async () => {
    const id = await prepared(300);
    await skillmix('jobs', 'resume', id);
    expect(await skillmix('jobs', 'cancel', id)).toMatchObject({
      code: 0,
      out: expect.stringContaining('cancelled'),
    });
    expect((await skillmix('jobs', 'resume', id)).out).toContain('running');
    expect((await skillmix('jobs', 'forget', id)).code).toBe(2);
    expect(err).toContain('cancel it first');
    await skillmix('jobs', 'cancel', id);
  });

  it('evaluate by a server on a target, and own up to texts that it refused', async () => {
    const file = join(home.servers, 'a.skillset.yaml');
    const environment = join(home.servers, 'environment');
    await mkdir(join(environment, 'bin'), { recursive: true });
    await writeFile(join(environment, 'bin/transformers'), `#!${process.execPath}\n${REFUSING}`);
    await chmod(join(environment, 'bin/transformers'), 0o755);
    const targets = { here: { kind: 'local', folder: home.path, environment } };
    await writeFile(join(home.servers, 'targets.yaml'), JSON.stringify(targets));
    await writeFile(file, STUDY);
    const ended = await skillmix('evaluate', file, '--on', 'here');
    expect(ended).toMatchObject({ code: 1, err: expect.stringContaining('1 failed') });
    expect((await skillmix('jobs', 'list')).out).toMatch(/^serve-\S+ +cancelled/mu);
  });

  it('list the targets, and tell what one has and what is missing', async () => {
    const { out: listed } = await skillmix('targets', 'list');
    expect(listed).toMatch(/local .*local\n(.*\n)*here .*local\nlab .*ssh at me@lab/);
    const { code, out: checked } = await skillmix('targets', 'check', 'here', '--engine', 'trl');
    expect(code).toBe(1);
    expect(checked).toContain('trl is not there.');
    expect(checked).toContain('skillmix targets setup here --engine trl');
    expect(await skillmix('targets', 'check', 'nowhere')).toMatchObject({
      code: 2,
      err: expect.stringContaining('Known: local, here, lab'),
    });
  });
});

const STUDY = `skillset: 1
title: A served model
skills: [{ name: question, category: c, definition: d, example: e, check: '\\w' }]
topics: [Chess]
study:
  train: { base: org/model }
  evaluate: { students: [base], engine: transformers, splits: [all], k: 1, mixes: 1, generations: 1 }
  grade: { graders: [rule], rounds: 1 }
`;

/** A server that is there, and answers nothing that it is asked. */
const REFUSING = `const { createServer } = require('node:http');
createServer((request, response) => {
  const isList = request.method === 'GET';
  response.writeHead(isList ? 200 : 400, { 'content-type': 'application/json' });
  response.end(JSON.stringify(isList ? { object: 'list', data: [] } : { detail: 'Not this model' }));
}).listen(Number(process.argv[process.argv.indexOf('--port') + 1]), '127.0.0.1');
`;
