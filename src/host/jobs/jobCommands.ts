import * as vscode from 'vscode';
import { cancelJob } from '../../core/jobs/advanceJobs.ts';
import { isOpen, type JobId } from '../../core/jobs/job.ts';
import { jobItem, jobText } from '../../core/jobs/jobItem.ts';
import { runsLines } from '../../core/jobs/shownJob.ts';
import { UserError } from '../userError.ts';
import type { EvaluateTools } from './answerOnTarget.ts';
import { evaluateOnTarget } from './evaluateOnTarget.ts';
import { fetchJob } from './fetchJob.ts';
import type { JobCurves } from './jobCurves.ts';
import type { JobLogs } from './jobLogs.ts';
import { isJobNode } from './jobNodes.ts';
import type { JobsPart } from './jobsPart.ts';
import type { JobWatchTools } from './jobWatch.ts';
import { openJobFolder } from './openJobFolder.ts';
import { startShown } from './startShown.ts';
import { findJob, type StoredJob, storedJobs } from './storedJobs.ts';
import { type SetUpTools, setUpTarget } from './targets/setUpTarget.ts';
import { type TrainTools, train } from './train.ts';

export interface JobCommandTools extends JobWatchTools, SetUpTools, TrainTools, EvaluateTools {
  readonly jobLogs: JobLogs;
  readonly jobCurves: JobCurves;
}

type StudyCommand = 'runStudy' | 'goOnWithStudy' | 'stopStudy' | 'showStage' | 'showStudyResults';

/** What the commands on jobs do. */
export function jobCommands(tools: JobCommandTools): Omit<JobsPart['commands'], StudyCommand> {
  const onJob = (body: (job: StoredJob) => Promise<unknown>) => async (argument: unknown) =>
    body(await jobFor(tools, argument));
  return {
    setUpTarget: () => setUpTarget(tools),
    setHubToken: () => tools.jobSecrets.change('HF_TOKEN'),
    train: (argument) => train(tools, argument),
    evaluateOnTarget: (argument) => evaluateOnTarget(tools, argument),
    goOnWithJob: onJob(({ skillset }) => evaluateOnTarget(tools, skillset)),
    refreshJobs: async () => tools.jobs.changed(),
    cancelJob: onJob((found) => cancel(tools, found)),
    resumeJob: onJob((found) => resume(tools, found)),
    showJobLog: onJob((found) => tools.jobLogs.show(found)),
    showJobCurve: onJob((found) => tools.jobCurves.show(found)),
    fetchJob: onJob((found) => fetchJob(tools, found)),
    openJobFolder: onJob((found) => openJobFolder(tools, found)),
    forgetJob: onJob((found) => forget(tools, found)),
    copyJob: onJob(({ job }) =>
      Promise.resolve(vscode.env.clipboard.writeText(jobText(jobItem(job, tools.engine.clock.now())))),
    ),
  };
}

/** The job that a view's entry or a message means; from the palette the one that is picked. */
async function jobFor(tools: JobWatchTools, argument: unknown): Promise<StoredJob> {
  const id = isJobNode(argument) ? argument.item.id : typeof argument === 'string' ? argument : undefined;
  if (id !== undefined) {
    const found = await findJob(tools, id as JobId);
    if (found === undefined) throw new UserError('This job is not in the store any more.');
    return found;
  }
  const { jobs } = await storedJobs(tools);
  if (jobs.length === 0) throw new UserError('There is no job in this workspace yet.');
  const now = tools.engine.clock.now();
  const items = jobs.map((found) => {
    const { label, description } = jobItem(found.job, now);
    return { label, description, found };
  });
  const picked = await vscode.window.showQuickPick(items, { title: 'Skillmix: Which job?' });
  if (picked === undefined) throw new vscode.CancellationError();
  return picked.found;
}

async function cancel(tools: JobCommandTools, { job, store }: StoredJob): Promise<void> {
  const answer = await vscode.window.showWarningMessage(
    `Cancel ${job.spec.title} on ${job.target}?`,
    { modal: true, detail: 'What it has written so far stays in its folder on the target.' },
    'Cancel the Job',
  );
  if (answer === undefined) return;
  await cancelJob(tools.jobs.jobTools(store), job, new AbortController().signal);
  tools.jobs.changed();
}

/** What will run is shown each time: it may be long ago that it was agreed to. */
async function resume(tools: JobCommandTools, { job, store }: StoredJob): Promise<void> {
  const { spec, target } = job;
  const how = spec.resumes
    ? 'It goes on from its last saved state.'
    : `${spec.engine} cannot go on where it was: what is not done begins anew.`;
  const answer = await vscode.window.showWarningMessage(
    `Start ${spec.title} again?`,
    { modal: true, detail: [how, '', ...runsLines(target, spec)].join('\n') },
    'Start Again',
  );
  if (answer !== undefined) await startShown(tools, store, job);
}

async function forget(tools: JobCommandTools, { job, store }: StoredJob): Promise<void> {
  if (isOpen(job.state)) throw new UserError(`${job.id} is ${job.state}: cancel it first.`);
  const answer = await vscode.window.showWarningMessage(
    `Take ${job.spec.title} out of the list?`,
    { modal: true, detail: 'Its folder on the target stays there, and is not known here any more.' },
    'Forget',
  );
  if (answer === undefined) return;
  await store.forgetJob(job.id);
  tools.jobs.changed();
}
