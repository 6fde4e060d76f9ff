import type { Job, JobId, JobState } from '../../src/core/jobs/job.ts';
import type { JobKind } from '../../src/core/jobs/jobSpec.ts';
import type { Batch, BatchId, Run, RunId } from '../../src/core/runs/records.ts';
import type { StudyFacts } from '../../src/core/study/stages.ts';

/** Of a study of which nothing is done. */
export const NOTHING: StudyFacts = {
  data: { texts: 10, settled: 0, gradings: 0, graded: 0, kept: 0 },
  train: { target: 'lab', steps: 20 },
  evaluate: { texts: 8, settled: 0, gradings: 0, graded: 0, isGraded: true },
  runs: [],
  jobs: [],
  batches: [],
  money: { data: 0, evaluate: 0, grade: 0 },
  now: 100_000,
};
export const WRITTEN = { texts: 10, settled: 10, gradings: 9, graded: 9, kept: 4 };
export const EVALUATED = { texts: 8, settled: 8, gradings: 8, graded: 8, isGraded: true };

export function job(kind: JobKind, state: JobState, more: Partial<Job> = {}): Job {
  return {
    id: `${kind}-1` as JobId,
    file: 'a.skillset.yaml',
    target: 'lab',
    spec: {
      ...{
        kind,
        title: '',
        engine: 'trl',
        files: [],
        tasks: [],
        environment: {},
        secrets: [],
        resumes: false,
      },
      needs: { gpus: 1, nodes: 1 },
    },
    ...{ state, createdAt: 1, starts: 1, logs: [] },
    ...more,
  };
}

export function run(kind: Run['kind'], state: Run['state'], more: Partial<Run> = {}): Run {
  return {
    id: kind as string as RunId,
    kind,
    file: 'a.skillset.yaml',
    plan: {},
    startedAt: 1,
    state,
    ...more,
  };
}

/** Of a run of that kind, as `run` names it. */
export function batch(of: Run['kind'], more: Partial<Batch> = {}): Batch {
  return {
    id: `batch-${of}` as BatchId,
    runId: of as string as RunId,
    file: 'a.skillset.yaml',
    endpoint: { name: 'openai', kind: 'openai', address: 'https://api.openai.com/v1' },
    ...{ model: 'gpt-4o', calls: 3, state: 'submitted', createdAt: 1 },
    ...more,
  };
}
