import { advanceJob, cancelJob } from '../jobs/advanceJobs.ts';
import { isOpen, type Job, type JobId } from '../jobs/job.ts';
import type { JobSpec } from '../jobs/jobSpec.ts';
import type { JobTools } from '../jobs/jobTools.ts';
import { startJob } from '../jobs/startJob.ts';
import type { TargetFailure, TargetOutcome, TargetPort } from '../jobs/targetPort.ts';
import type { AnswerJobs } from './answerJobs.ts';

export interface JobPlace {
  readonly port: TargetPort;
  /** As in `Run.file`. */
  readonly file: string;
  /** The values of such variables that there are here. */
  readonly secrets: (names: readonly string[]) => { readonly [name: string]: string };
}

/** In bytes: more than the answers of any shard. */
const LARGEST_FILE = 256 * 1024 * 1024;

/** The jobs of a skillset file on one target. */
export function jobsOnTarget(tools: JobTools, { port, file, secrets }: JobPlace): AnswerJobs {
  async function known(id: JobId): Promise<Job | undefined> {
    const [job] = await tools.store.jobs({ ids: [id] });
    return job;
  }

  function prepared(id: JobId, spec: JobSpec): Job {
    const createdAt = tools.clock.now();
    return { id, file, target: port.name, spec, state: 'prepared', createdAt, starts: 0, logs: [] };
  }

  return {
    async submit(id, spec, signal) {
      const job = (await known(id)) ?? prepared(id, spec);
      const isNew = job.state === 'prepared' || job.state === 'starting';
      const started = isNew
        ? await startJob(tools, job, { secrets: secrets(job.spec.secrets) }, signal)
        : job;
      // What has not surely begun is asked for again under the same id.
      if (started.state === 'starting') return failure('unreachable', started, 'is not known to have begun');
      if (isNew && started.state === 'failed') return failure('rejected', started, 'was not started');
      return { kind: 'ok', value: started };
    },
    async look(id, signal) {
      const job = await known(id);
      if (job === undefined || job.state === 'prepared') return { kind: 'ok', value: undefined };
      const now = isOpen(job.state) ? await advanceJob(tools, job, signal) : job;
      return { kind: 'ok', value: now.state === 'starting' ? undefined : now };
    },
    async cancel(id, signal) {
      const job = await known(id);
      if (job !== undefined) return { kind: 'ok', value: await cancelJob(tools, job, signal) };
      return { kind: 'failure', failure: { kind: 'not-there', message: `There is no job ${id}.` } };
    },
    async read(id, path, signal) {
      const read = await port.readFile(id, path, LARGEST_FILE, signal);
      if (read.kind === 'ok') return { kind: 'ok', value: new TextDecoder().decode(read.value) };
      return read.failure.kind === 'not-there' ? { kind: 'ok', value: undefined } : read;
    },
  };
}

function failure(kind: TargetFailure['kind'], { id, why }: Job, what: string): TargetOutcome<Job> {
  return { kind: 'failure', failure: { kind, message: why ?? `The job ${id} ${what}.` } };
}
