import { batchLines } from './adapters/models/batchLines.ts';
import { remoteTarget } from './adapters/remote/remoteTarget.ts';
import { configuredHosts } from './adapters/remote/sshConfig.ts';
import { draftTraining } from './adapters/training/draftTraining.ts';
import { previewTraining } from './adapters/training/previewTraining.ts';
import { createJobsPart, type JobsTools } from './host/jobs/createJobsPart.ts';
import type { JobsEngine } from './host/jobs/jobsEngine.ts';
import type { JobsPart } from './host/jobs/jobsPart.ts';

const jobsEngine: JobsEngine = {
  targetPort: remoteTarget,
  configuredHosts,
  batchLines,
  prepareTraining: draftTraining,
  previewTraining,
};

/** Puts together what the editor needs only where there are jobs. A bundle of its own, loaded by then. */
export function jobsPart(tools: JobsTools): JobsPart {
  return createJobsPart(tools, jobsEngine);
}
