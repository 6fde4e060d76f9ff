import type * as vscode from 'vscode';
import type { Job, JobId } from '../../core/jobs/job.ts';
import type { StorePort } from '../../core/runs/ports.ts';
import { filesByStore, type StoredRunsTools } from '../runs/storedRuns.ts';

/** A job that a store of this workspace keeps. */
export interface StoredJob {
  readonly job: Job;
  readonly store: StorePort;
  /** Undefined: the workspace has no such file, or the job belongs to none. */
  readonly skillset: vscode.Uri | undefined;
}

export interface JobsFound {
  readonly jobs: readonly StoredJob[];
  /** Why a store could not be read, in its own words. */
  readonly problems: readonly string[];
}

/** The jobs of all stores of the workspace. Stores that are not there are not made. */
export async function storedJobs(tools: StoredRunsTools): Promise<JobsFound> {
  const jobs: StoredJob[] = [];
  const problems: string[] = [];
  for (const files of (await filesByStore(tools)).values()) {
    try {
      const [anyFile] = files.values();
      const open = anyFile && (await tools.stores.existing(anyFile));
      if (open === undefined) continue;
      const { store } = open;
      jobs.push(...(await store.jobs({})).map((job) => ({ job, store, skillset: files.get(job.file) })));
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    }
  }
  return { jobs, problems };
}

export async function findJob(tools: StoredRunsTools, id: JobId): Promise<StoredJob | undefined> {
  return (await storedJobs(tools)).jobs.find(({ job }) => job.id === id);
}
