import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { remoteServersObstacle } from '../../scripts/support/remoteServers.mjs';
import { remoteTarget } from '../../src/adapters/remote/remoteTarget.ts';
import { systemClock } from '../../src/adapters/system/systemClock.ts';
import { cancelJob, followJob } from '../../src/core/jobs/advanceJobs.ts';
import type { Job } from '../../src/core/jobs/job.ts';
import type { JobTools } from '../../src/core/jobs/jobTools.ts';
import { prepareJob } from '../../src/core/jobs/prepareJob.ts';
import { startJob } from '../../src/core/jobs/startJob.ts';
import type { TargetPort } from '../../src/core/jobs/targetPort.ts';
import type { TrainPlan } from '../../src/core/skillset/trainPlan.ts';
import { CHAT_TEMPLATES } from '../../src/core/training/chatTemplates.ts';
import { readTrainingLog } from '../../src/core/training/readTrainingLog.ts';
import { engineEnvironment, engineObstacle } from '../support/engines/environment.ts';
import { createTrainingFolder, type TrainingFolder } from '../support/engines/trainingFolder.ts';
import { fakeStore } from '../support/fakeStore.ts';
import { createHome } from '../support/remote/jobBench.ts';
import { type SshServer, startSshServer } from '../support/remote/sshServer.ts';
import { OWN_TEMPLATES } from '../unit/training/ownTemplates.ts';

const obstacle = engineObstacle('trl') ?? remoteServersObstacle();
const MISTRAL = {
  kind: 'given',
  name: 'mistral-instruct',
  text: CHAT_TEMPLATES['mistral-instruct'],
} as const;

describe.skipIf(obstacle !== undefined)(`trl sft behind ssh${obstacle ? `: ${obstacle}` : ''}`, () => {
  const store = fakeStore();
  const path = process.env.PATH;
  let home: Awaited<ReturnType<typeof createHome>>;
  let server: SshServer;
  let training: TrainingFolder;
  let port: TargetPort;
  let tools: JobTools;

  beforeAll(async () => {
    const environment = await engineEnvironment('trl');
    training = await createTrainingFolder(environment, OWN_TEMPLATES['mistral-instruct']);
    home = await createHome();
    server = await startSshServer(home.servers, { HF_HUB_OFFLINE: '1', CUDA_VISIBLE_DEVICES: '' });
    process.env.PATH = `${server.binaries}:${path}`;
    // No variable of the shell: the preparation refuses a folder that names one.
    const folder = join(home.servers, `it's a "home"`);
    port = remoteTarget('lab', { kind: 'ssh', host: 'lab', folder, environment });
    tools = { store, clock: systemClock, target: () => port, readProgress: readTrainingLog };
  }, 1_800_000);

  afterAll(async () => {
    await port?.close();
    await server?.stop();
    await home?.dispose();
    await training?.dispose();
    process.env.PATH = path;
  });

  async function begin(plan: Partial<TrainPlan>): Promise<Job> {
    const spec = await training.spec(plan, MISTRAL);
    const job = await prepareJob(tools, { file: 'a.skillset.yaml', target: 'lab', spec }, Math.random);
    return startJob(tools, job, { secrets: { HF_TOKEN: 'hf_secret' } }, new AbortController().signal);
  }

  /** What a failed test needs to say of a job. */
  async function told({ why, folder }: Job): Promise<string> {
    const log = await readFile(join(folder ?? '', '.job/task.0/1/log'), 'utf8').catch(String);
    return `${why}\n${log.slice(-3000)}`;
  }

  it('is found there, is done, and its curve is the trainer’s own', async () => {
    const signal = AbortSignal.timeout(500_000);
    const probe = await port.probe(signal);
    if (probe.kind === 'failure') throw new Error(probe.failure.message);
    expect(probe.value.engines).toContainEqual(expect.objectContaining({ engine: 'trl', version: '1.16.0' }));
    const job = await followJob(tools, await begin({}), () => {}, signal);
    expect(job, await told(job)).toMatchObject({ state: 'done', progress: { done: 6, total: 6 } });
    const state = await readFile(join(job.folder ?? '', 'output/checkpoint-6/trainer_state.json'), 'utf8');
    const logged: { step: number; loss: number }[] = JSON.parse(state).log_history.slice(0, 6);
    const steps = await store.jobSteps(job.id);
    expect(steps.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6]);
    for (const [index, { loss }] of logged.entries()) expect(steps[index]?.loss).toBeCloseTo(loss, 2);
  });

  it('is cancelled in the middle, and goes on where it was when it is started again', async () => {
    const signal = AbortSignal.timeout(550_000);
    const running = await begin({ steps: 60, saveEvery: 2 });
    const cancelling = new AbortController();
    const ending = AbortSignal.any([signal, cancelling.signal]);
    await followJob(
      tools,
      running,
      ({ progress }) => {
        if ((progress?.done ?? 0) >= 4) cancelling.abort();
      },
      ending,
    );
    const [open] = await store.jobs({ ids: [running.id] });
    if (open === undefined) throw new Error('The job is not kept.');
    const ended = await followJob(tools, await cancelJob(tools, open, signal), () => {}, signal);
    expect(ended.state, await told(ended)).toBe('cancelled');
    const again = await startJob(tools, ended, { secrets: {} }, signal);
    const job = await followJob(tools, again, () => {}, signal);
    expect(job, await told(job)).toMatchObject({
      state: 'done',
      starts: 2,
      progress: { done: 60, total: 60 },
    });
    const log = await readFile(join(job.folder ?? '', '.job/task.0/2/log'), 'utf8');
    expect(log).toMatch(/^skillmix: goes on from step \d+$/mu);
    const steps = (await store.jobSteps(job.id)).map(({ step }) => step);
    expect(steps).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
  });
});
