import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { remoteTarget } from '../../../src/adapters/remote/remoteTarget.ts';
import { systemClock } from '../../../src/adapters/system/systemClock.ts';
import { advanceJob, followJob } from '../../../src/core/jobs/advanceJobs.ts';
import { isOpen, type Job } from '../../../src/core/jobs/job.ts';
import type { JobSpec } from '../../../src/core/jobs/jobSpec.ts';
import type { JobTools } from '../../../src/core/jobs/jobTools.ts';
import { prepareJob } from '../../../src/core/jobs/prepareJob.ts';
import { startJob } from '../../../src/core/jobs/startJob.ts';
import type { Target } from '../../../src/core/jobs/target.ts';
import type { TargetPort } from '../../../src/core/jobs/targetPort.ts';
import type { StorePort } from '../../../src/core/runs/ports.ts';
import { fakeStore } from '../fakeStore.ts';
import { readFakeProgress } from './fakeEngine.ts';
import { until } from './process.ts';

/** Jobs of fake engines on real targets. */
export interface JobBench {
  readonly store: StorePort;
  readonly tools: JobTools;
  readonly signal: AbortSignal;
  port(name: string): TargetPort;
  prepare(target: string, spec: JobSpec): Promise<Job>;
  start(target: string, spec: JobSpec): Promise<Job>;
  /** Follows it until it has ended. */
  end(job: Job): Promise<Job>;
  /** Asks until this is so of the job. It may take so many seconds. */
  until(job: Job, isSo: (job: Job) => boolean | Promise<boolean>, seconds?: number): Promise<Job>;
  /** The log of an attempt of a task, read from the disk: targets on loopback share it. */
  log(job: Job, task?: number, attempt?: number): Promise<string>;
  steps(job: Job): Promise<readonly number[]>;
  dispose(): Promise<void>;
}

export function createJobBench(targets: { readonly [name: string]: Target }): JobBench {
  const store = fakeStore();
  const ports = new Map(
    Object.entries(targets).map(([name, target]) => [name, remoteTarget(name, target, { grace: 2 })]),
  );
  const signal = new AbortController().signal;
  const tools: JobTools = {
    store,
    clock: systemClock,
    target: (name) => ports.get(name),
    readProgress: readFakeProgress,
  };
  const prepare = (target: string, spec: JobSpec): Promise<Job> =>
    prepareJob(tools, { file: '/study.skillset.yaml', target, spec }, Math.random);
  return {
    store,
    tools,
    signal,
    port(name) {
      const port = ports.get(name);
      if (port === undefined) throw new Error(`There is no target ${name}.`);
      return port;
    },
    prepare,
    start: async (target, spec) => startJob(tools, await prepare(target, spec), { secrets: {} }, signal),
    end: (job) => followJob(tools, job, () => {}, AbortSignal.timeout(60_000)),
    async until(job, isSo, seconds) {
      let last = job;
      const asksAgain = async (): Promise<boolean> => {
        last = await advanceJob(tools, last, signal);
        return isSo(last);
      };
      await until(`${last.id} is as it should be`, asksAgain, seconds);
      return last;
    },
    log: (job, task = 0, attempt = 1) =>
      readFile(join(job.folder ?? '', `.job/task.${task}/${attempt}/log`), 'utf8'),
    steps: async (job) => (await store.jobSteps(job.id)).map(({ step }) => step),
    async dispose() {
      for (const job of await store.jobs({}))
        if (isOpen(job.state) && job.starts > 0) await ports.get(job.target)?.cancel(job, job.starts, signal);
      for (const port of ports.values()) await port.close();
    },
  };
}

/** A folder whose name a shell would not leave as it is, and one for what servers keep. */
export async function createHome(): Promise<{
  readonly path: string;
  readonly servers: string;
  dispose(): Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'skillmix-remote-'));
  const path = join(folder, `it's a "home" $HOME`);
  return { path, servers: folder, dispose: () => rm(folder, { recursive: true, force: true }) };
}
