import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { remoteServersObstacle } from '../../scripts/support/remoteServers.mjs';
import { createWorkplace, type Ended, type Workplace } from '../support/commandLine.ts';
import { engineObstacle, servingEnvironment } from '../support/engines/environment.ts';
import { createTrainingFolder, type TrainingFolder } from '../support/engines/trainingFolder.ts';
import { type ProviderProcess, startProviderProcess } from '../support/providerProcess.ts';
import { createHome } from '../support/remote/jobBench.ts';
import { type SshServer, startSshServer } from '../support/remote/sshServer.ts';
import { OWN_TEMPLATES } from '../unit/training/ownTemplates.ts';

const obstacle = engineObstacle('trl') ?? remoteServersObstacle();
const FILE = 'a.skillset.yaml';
const VARIABLES = ['PATH', 'HF_HOME', 'HF_HUB_OFFLINE', 'CUDA_VISIBLE_DEVICES'];

/** A real but tiny model learns texts of a fake one. It has no skill. */
const STUDY = `skillset: 1
title: A real training
skills:
  - { name: question, category: c, definition: d, example: e, check: '\\w' }
  - { name: rare, category: r, definition: d, example: e, check: 'never in a text' }
topics: [Chess, Sewing, Rowing, Baking]
splits:
  training: { categories: [c] }
  held-out: { skills: [rare] }
study:
  seed: 3
  data: { student: openai/fake-writer, keep: all, parts: [{ k: 1, split: training, attempts: 4 }] }
  train:
    base: org/tiny
    steps: 3
    batch: 2
    perDevice: 2
    warmup: 1
    maxLength: 1024
    chatTemplate: mistral-instruct
  evaluate:
    students: [tuned]
    engine: transformers
    splits: [held-out]
    k: 1
    mixes: 1
    generations: 1
    maxTokens: 8
    unseen: false
  grade: { graders: [rule], rounds: 1 }
`;

describe.skipIf(obstacle !== undefined)(
  `skillmix with real engines${obstacle ? `: ${obstacle}` : ''}`,
  () => {
    const { PATH: path } = process.env;
    const before = VARIABLES.map((name) => [name, process.env[name]] as const);
    let home: Awaited<ReturnType<typeof createHome>>;
    let server: SshServer;
    let provider: ProviderProcess;
    let workplace: Workplace;
    let training: TrainingFolder;

    beforeAll(async () => {
      const environment = await servingEnvironment();
      training = await createTrainingFolder(environment, OWN_TEMPLATES['mistral-instruct']);
      home = await createHome();
      const cache = join(home.servers, 'hugging-face');
      await putIntoHubCache(cache, 'org/tiny', join(training.path, 'model'));
      const variables = { HF_HOME: cache, HF_HUB_OFFLINE: '1', CUDA_VISIBLE_DEVICES: '' };
      server = await startSshServer(home.servers, variables);
      Object.assign(process.env, variables, { PATH: `${server.binaries}:${path}` });
      provider = await startProviderProcess();
      workplace = await createWorkplace(provider.url);
      const folder = join(home.servers, `it's a "home"`);
      const targets = {
        box: { kind: 'local', folder: join(home.servers, 'box'), environment },
        lab: { kind: 'ssh', host: 'lab', folder, environment },
      };
      await workplace.write('targets.yaml', JSON.stringify(targets));
      await workplace.write(FILE, STUDY);
      const generated = await workplace.run('generate', FILE);
      if (generated.code !== 0) throw new Error(generated.err);
    }, 1_800_000);

    afterAll(async () => {
      await workplace?.dispose();
      await provider?.stop();
      await server?.stop();
      await home?.dispose();
      await training?.dispose();
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    });

    /** Runs a command on the targets. One that fails tells what its last job said. */
    async function done(...words: readonly string[]): Promise<Ended> {
      const ended = await workplace.run(...words, '--targets', 'targets.yaml');
      if (ended.code === 0) return ended;
      const jobs = JSON.parse((await workplace.run('jobs', 'list', '--format', 'json')).out);
      const log = await workplace.run('jobs', 'log', jobs.at(-1)?.id ?? 'none', '--targets', 'targets.yaml');
      throw new Error(`${ended.out}\n${ended.err}\n${(log.out + log.err).slice(-4000)}`);
    }

    it.each(['box', 'lab'])('trains on what was kept, and follows the job to its end: %s', async (target) => {
      const { out, err } = await done('train', FILE, '--on', target, '--wait');
      expect(out).toContain('Data: 4 rows');
      // By the hub's name alone: the target's copy tells the size.
      expect(out).toMatch(/^Model: 0\.1 million weights/mu);
      expect(out).toMatch(new RegExp(`^train-\\S+ on ${target}: done`, 'mu'));
      expect(err).toMatch(/^step 3 of 3, loss \d/mu);
    });

    it('has the tuned model answer by the server of Transformers, behind ssh, and keeps what it wrote', async () => {
      const { err } = await workplace.run('evaluate', FILE, '--on', 'lab', '--targets', 'targets.yaml');
      // A model of chance writes no answer that can be read; that it wrote something is what counts here.
      const tuned = { student: expect.stringMatching(/^lab\/org\/tiny\+train-/u), samples: 1, failed: 0 };
      expect(await workplace.report(FILE), err).toMatchObject({
        cells: expect.arrayContaining([expect.objectContaining(tuned)]),
      });
      const jobs = JSON.parse((await workplace.run('jobs', 'list', '--format', 'json')).out);
      const isServer = ({ id }: { readonly id: string }): boolean => id.startsWith('serve-');
      expect(jobs.filter(isServer)).toMatchObject([{ state: 'cancelled' }]);
    });
  },
);

/** As the hub's library lays out what it has fetched. */
async function putIntoHubCache(folder: string, name: string, model: string): Promise<void> {
  const place = join(folder, 'hub', `models--${name.replace('/', '--')}`);
  const revision = '0'.repeat(40);
  await mkdir(join(place, 'refs'), { recursive: true });
  await mkdir(join(place, 'snapshots'));
  await writeFile(join(place, 'refs/main'), revision);
  await symlink(model, join(place, 'snapshots', revision));
}
