import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { remoteServersObstacle } from '../../scripts/support/remoteServers.mjs';
import { remoteTarget } from '../../src/adapters/remote/remoteTarget.ts';
import { systemClock } from '../../src/adapters/system/systemClock.ts';
import { advanceJob, followJob } from '../../src/core/jobs/advanceJobs.ts';
import { isOpen, type Job } from '../../src/core/jobs/job.ts';
import type { JobTools } from '../../src/core/jobs/jobTools.ts';
import { prepareJob } from '../../src/core/jobs/prepareJob.ts';
import { startJob } from '../../src/core/jobs/startJob.ts';
import type { TargetPort } from '../../src/core/jobs/targetPort.ts';
import { CHAT_TEMPLATES } from '../../src/core/training/chatTemplates.ts';
import { readTrainingLog } from '../../src/core/training/readTrainingLog.ts';
import { engineEnvironment, engineObstacle } from '../support/engines/environment.ts';
import { createTrainingFolder, type TrainingFolder } from '../support/engines/trainingFolder.ts';
import { fakeStore } from '../support/fakeStore.ts';
import { createHome } from '../support/remote/jobBench.ts';
import { until } from '../support/remote/process.ts';
import { type SlurmCluster, startSlurmCluster } from '../support/remote/slurmCluster.ts';
import { type SshServer, startSshServer } from '../support/remote/sshServer.ts';
import { OWN_TEMPLATES } from '../unit/training/ownTemplates.ts';

const obstacle = engineObstacle('trl') ?? remoteServersObstacle();
const STEPS = 60;

describe.skipIf(obstacle !== undefined)(`trl sft on Slurm${obstacle ? `: ${obstacle}` : ''}`, () => {
  const store = fakeStore();
  const path = process.env.PATH;
  let home: Awaited<ReturnType<typeof createHome>>;
  let slurm: SlurmCluster;
  let server: SshServer;
  let training: TrainingFolder;
  let port: TargetPort;
  let tools: JobTools;

  beforeAll(async () => {
    const environment = await engineEnvironment('trl');
    training = await createTrainingFolder(environment, OWN_TEMPLATES['mistral-instruct']);
    home = await createHome();
    slurm = await startSlurmCluster(home.servers);
    const offline = { HF_HUB_OFFLINE: '1', CUDA_VISIBLE_DEVICES: '' };
    server = await startSshServer(home.servers, { ...slurm.env, ...offline });
    process.env.PATH = `${server.binaries}:${path}`;
    const folder = join(home.servers, `it's a "home"`);
    port = remoteTarget('cluster', { kind: 'slurm', host: 'lab', folder, environment, partition: 'main' });
    tools = { store, clock: systemClock, target: () => port, readProgress: readTrainingLog };
  }, 1_800_000);

  afterAll(async () => {
    await port?.close();
    await server?.stop();
    await slurm?.stop();
    await home?.dispose();
    await training?.dispose();
    process.env.PATH = path;
  });

  const logOf = ({ folder }: Job, attempt: number): Promise<string> =>
    readFile(join(folder ?? '', `.job/task.0/${attempt}/log`), 'utf8').catch(String);

  it('is requeued in the middle, goes on where it was, and is done by its evidence with the trainer’s own curve', async () => {
    const signal = AbortSignal.timeout(550_000);
    const template = {
      kind: 'given',
      name: 'mistral-instruct',
      text: CHAT_TEMPLATES['mistral-instruct'],
    } as const;
    const spec = await training.spec({ steps: STEPS, saveEvery: 2 }, template);
    const prepared = await prepareJob(
      tools,
      { file: 'a.skillset.yaml', target: 'cluster', spec },
      Math.random,
    );
    let job = await startJob(tools, prepared, { secrets: {} }, signal);
    await until(
      'it is under way',
      async () => {
        job = await advanceJob(tools, job, signal);
        return (job.progress?.done ?? 0) >= 3 || !isOpen(job.state);
      },
      400,
    );
    const id = job.remoteId ?? 'none';
    const requeued = slurm.requeue(id, job.folder ?? '');
    const states = new Set<string>();
    job = await followJob(tools, job, ({ state }) => void states.add(state), signal);
    await requeued;
    const [first, second] = [await logOf(job, 1), await logOf(job, 2)];
    expect(job, `${job.why}\n${first.slice(-2000)}\n${second.slice(-2000)}`).toMatchObject({
      state: 'done',
      starts: 1,
      progress: { done: STEPS, total: STEPS },
    });
    expect([...states].toSorted()).toEqual(['done', 'running']);
    expect(first).toMatch(/^skillmix: labels checked: 24 conversations, .*nothing else/mu);
    expect(first).not.toContain(`${STEPS}/${STEPS}`);
    expect(Number(/^skillmix: goes on from step (\d+)$/mu.exec(second)?.[1])).toBeGreaterThanOrEqual(2);
    const evidence = join(job.folder ?? '', `output/checkpoint-${STEPS}/trainer_state.json`);
    const state = JSON.parse(await readFile(evidence, 'utf8'));
    const logged: { step: number; loss: number }[] = state.log_history.slice(0, STEPS);
    const steps = await store.jobSteps(job.id);
    expect(steps.map(({ step }) => step)).toEqual(logged.map(({ step }) => step));
    expect(steps).toHaveLength(STEPS);
    for (const [index, { loss }] of logged.entries()) expect(steps[index]?.loss).toBeCloseTo(loss, 2);
  });
});
