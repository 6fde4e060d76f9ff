import type { AnswerJobs } from '../../src/core/answers/answerJobs.ts';
import type { Job, JobId, JobState } from '../../src/core/jobs/job.ts';
import type { TargetFailure } from '../../src/core/jobs/targetPort.ts';

export interface FakeAnswerJobs {
  readonly jobs: AnswerJobs;
  /** What was started, in order. */
  readonly started: Job[];
  /** Ends a job: what `answer` gives for each of its requests, undefined for none, is its result. */
  end(job: Job, state: JobState, answer: (line: string) => string | undefined, why?: string): void;
  /** The next submission ends in this failure; `isThere`: the job is there all the same. */
  breakNext(failure: TargetFailure, options: { readonly isThere: boolean }): void;
}

/** A target in memory that keeps what jobs are started on it. */
export function fakeAnswerJobs(): FakeAnswerJobs {
  const known = new Map<JobId, Job>();
  const files = new Map<string, string>();
  const started: Job[] = [];
  let broken: { readonly failure: TargetFailure; readonly isThere: boolean } | undefined;

  return {
    started,
    end(job, state, answer, why) {
      const last = known.get(job.id) ?? job;
      known.set(job.id, { ...last, state, ...(why === undefined ? {} : { why }) });
      for (const [index, { evidence }] of job.spec.tasks.entries()) {
        const file = job.spec.files[index];
        if (evidence.kind !== 'answers' || file === undefined || !('content' in file)) continue;
        const answers = file.content
          .trim()
          .split('\n')
          .flatMap((line) => answer(line) ?? []);
        if (answers.length > 0) files.set(`${job.id} ${evidence.path}`, answers.join('\n'));
      }
    },
    breakNext: (failure, { isThere }) => {
      broken = { failure, isThere };
    },
    jobs: {
      async submit(id, spec) {
        const trouble = broken;
        broken = undefined;
        if (trouble !== undefined && !trouble.isThere) return { kind: 'failure', failure: trouble.failure };
        const job: Job = known.get(id) ?? {
          ...{ id, file: 'a.skillset.yaml', target: 'lab', spec, state: 'running' },
          ...{ createdAt: 1, starts: 1, logs: [] },
        };
        if (!known.has(id)) started.push(job);
        known.set(id, job);
        return trouble === undefined
          ? { kind: 'ok', value: job }
          : { kind: 'failure', failure: trouble.failure };
      },
      look: async (id) => ({ kind: 'ok', value: known.get(id) }),
      async cancel(id) {
        const job = known.get(id);
        if (job === undefined) throw new Error(`There is no job ${id}.`);
        known.set(id, { ...job, state: 'cancelled' });
        return { kind: 'ok', value: { ...job, state: 'cancelled' } };
      },
      read: async (id, path) => ({ kind: 'ok', value: files.get(`${id} ${path}`) }),
    },
  };
}
