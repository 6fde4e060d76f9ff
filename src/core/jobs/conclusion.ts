import type { JobState } from './job.ts';

/** What is concluded about a job, or about one task of it. */
export interface Conclusion {
  readonly state: JobState;
  /** A sentence, where the state does not say enough. */
  readonly why?: string;
}
