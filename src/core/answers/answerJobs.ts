import type { Job, JobId } from '../jobs/job.ts';
import type { JobSpec } from '../jobs/jobSpec.ts';
import type { TargetOutcome } from '../jobs/targetPort.ts';

/** Jobs on one target, as far as an evaluation needs them. */
export interface AnswerJobs {
  /** Starts a job, and keeps it. However often it is asked for one id, one job comes about. */
  submit(id: JobId, spec: JobSpec, signal: AbortSignal): Promise<TargetOutcome<Job>>;
  /** How it stands now; undefined: nothing is known of it, here or there. */
  look(id: JobId, signal: AbortSignal): Promise<TargetOutcome<Job | undefined>>;
  cancel(id: JobId, signal: AbortSignal): Promise<TargetOutcome<Job>>;
  /** A file in its folder as text; undefined: it is not there. */
  read(id: JobId, path: string, signal: AbortSignal): Promise<TargetOutcome<string | undefined>>;
}
