import * as v from 'valibot';
import { isOpen, JOB_STATES, type Job, type JobId, type JobStep } from '../../core/jobs/job.ts';
import {
  ENGINE_NAMES,
  type Evidence,
  JOB_KINDS,
  type JobFile,
  type JobSpec,
} from '../../core/jobs/jobSpec.ts';
import type { JobFilter } from '../../core/runs/ports.ts';
import type { Connection } from './connection.ts';
import { json, parseRows } from './rows.ts';

/**
 * Inserts or replaces a job. What is known of an earlier start does not replace what is known of a later one; nor, with
 * `over`, does a look that was begun with it replace what others have heard since, or bring back what was forgotten. Tells
 * whether it was written.
 */
export async function saveJob(connection: Connection, job: Job, over?: Job): Promise<boolean> {
  const { id, file, target, state, createdAt, ...content } = job;
  const written = await connection.all(
    `INSERT INTO jobs (id, file, target, state, created_at, content)
     SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE ?7 = 0 OR EXISTS (SELECT 1 FROM jobs WHERE id = ?1)
     ON CONFLICT (id) DO UPDATE SET file = excluded.file, target = excluded.target, state = excluded.state,
       created_at = excluded.created_at, content = excluded.content
     WHERE content ->> 'starts' <= excluded.content ->> 'starts' AND (?7 = 0 OR content ->> 'seenAt' IS ?8)
     RETURNING id`,
    [
      id,
      file,
      target,
      state,
      createdAt,
      JSON.stringify(content),
      over === undefined ? 0 : 1,
      over?.seenAt ?? null,
    ],
  );
  return written.length > 0;
}

/** From oldest to newest. */
export async function selectJobs(connection: Connection, { ids, file, open }: JobFilter): Promise<Job[]> {
  const rows = await connection.all(
    `SELECT * FROM jobs WHERE (?1 IS NULL OR id IN (SELECT value FROM json_each(?1)))
       AND (?2 IS NULL OR file = ?2) AND (?3 IS NULL OR (state IN (SELECT value FROM json_each(?4))) = ?3)
     ORDER BY created_at, id`,
    [ids ?? null, file ?? null, open === undefined ? null : open ? 1 : 0, JOB_STATES.filter(isOpen)],
  );
  return parseRows('jobs', jobRow, rows);
}

/** Deletes a job and its steps here. Nothing is done on its target. */
export async function deleteJob(connection: Connection, id: JobId): Promise<void> {
  await connection.run('DELETE FROM job_steps WHERE job = ?', [id]);
  await connection.run('DELETE FROM jobs WHERE id = ?', [id]);
}

/** Keeps steps, each once. `from`: those from this step on are of an attempt that was begun anew, and go. */
export async function saveJobSteps(
  connection: Connection,
  job: JobId,
  steps: readonly JobStep[],
  from?: number,
): Promise<void> {
  if (from !== undefined)
    await connection.run('DELETE FROM job_steps WHERE job = ? AND step >= ?', [job, from]);
  await connection.run(
    `INSERT INTO job_steps (job, step, content) SELECT ?1, value ->> 0, value ->> 1 FROM json_each(?2) WHERE TRUE
     ON CONFLICT (job, step) DO UPDATE SET content = excluded.content`,
    [job, steps.map(({ step, ...content }) => [step, JSON.stringify(content)])],
  );
}

/** By step. */
export async function selectJobSteps(connection: Connection, job: JobId): Promise<JobStep[]> {
  const rows = await connection.all('SELECT step, content FROM job_steps WHERE job = ? ORDER BY step', [job]);
  return parseRows('job_steps', stepRow, rows);
}

const number = v.exactOptional(v.number());
const text = v.exactOptional(v.string());
const texts = v.record(v.string(), v.string());

const file: v.GenericSchema<unknown, JobFile> = v.union([
  v.object({ path: v.string(), content: v.string() }),
  v.object({ path: v.string(), source: v.string(), bytes: v.number(), sha256: v.string() }),
]);

const evidence: v.GenericSchema<unknown, Evidence> = v.variant('kind', [
  v.object({ kind: v.literal('trainer-state'), path: v.string(), step: v.number() }),
  v.object({ kind: v.literal('answers'), path: v.string(), lines: v.number() }),
  v.object({ kind: v.literal('none') }),
]);

const spec: v.GenericSchema<unknown, JobSpec> = v.object({
  kind: v.picklist(JOB_KINDS),
  title: v.string(),
  engine: v.picklist(ENGINE_NAMES),
  files: v.array(file),
  tasks: v.array(v.object({ command: v.array(v.string()), evidence })),
  needs: v.object({ gpus: v.number(), nodes: v.number() }),
  environment: texts,
  secrets: v.array(v.string()),
  resumes: v.boolean(),
});

const content = v.object({
  folder: text,
  spec,
  why: text,
  startedAt: number,
  endedAt: number,
  seenAt: number,
  remoteId: text,
  starts: v.number(),
  problem: text,
  progress: v.exactOptional(
    v.object({
      done: v.number(),
      total: v.number(),
      loss: number,
      learningRate: number,
      gpus: v.exactOptional(v.array(v.object({ busy: v.number(), memory: v.number() }))),
    }),
  ),
  logs: v.array(v.object({ task: v.number(), attempt: v.number(), offset: v.number() })),
});

const jobRow = v.pipe(
  v.object({
    id: v.string(),
    file: v.string(),
    target: v.string(),
    state: v.picklist(JOB_STATES),
    created_at: v.number(),
    content: json(content),
  }),
  v.transform(
    ({ id, created_at: createdAt, content: rest, ...row }): Job => ({
      id: id as JobId,
      ...row,
      createdAt,
      ...rest,
    }),
  ),
);

const stepContent = v.object({ loss: number, learningRate: number, gradNorm: number });
const stepRow = v.pipe(
  v.object({ step: v.number(), content: json(stepContent) }),
  v.transform(({ step, content: rest }): JobStep => ({ step, ...rest })),
);
