import * as vscode from 'vscode';
import { cancelJob } from '../../core/jobs/advanceJobs.ts';
import type { JobId } from '../../core/jobs/job.ts';
import type { StageLead } from '../../core/study/studyItem.ts';
import type { JobWatchTools } from '../jobs/jobWatch.ts';
import { skillsetIn } from '../runs/runTargets.ts';
import type { RunTools } from '../runs/runTools.ts';
import { UserError } from '../userError.ts';
import { type RunStudyTools, runStudy } from './runStudy.ts';
import { isStudyNode } from './studyNodes.ts';

export interface StudyCommandTools extends RunStudyTools, JobWatchTools, Pick<RunTools, 'panel'> {
  /** Shows a job in the view of jobs. */
  readonly showJob: (id: JobId) => Promise<void>;
}

/** The commands on studies. */
export function studyCommands(tools: StudyCommandTools) {
  return {
    runStudy: (argument: unknown) => runStudy(tools, skillsetAt(argument)),
    goOnWithStudy: (argument: unknown) => runStudy(tools, skillsetAt(argument)),
    stopStudy: (argument: unknown) => stopStudy(tools, skillsetAt(argument)),
    showStage: (argument: unknown) => showStage(tools, argument),
    showStudyResults: async (argument: unknown) =>
      tools.panel.show(await skillsetIn(tools, skillsetAt(argument))),
  };
}

function skillsetAt(argument: unknown): unknown {
  return isStudyNode(argument) ? argument.skillset : argument;
}

/** Ends the going on in this window; what becomes of jobs that run is asked. */
async function stopStudy(tools: StudyCommandTools, argument: unknown): Promise<void> {
  const uri = await skillsetIn(tools, argument);
  if (!tools.goingOn.has(uri)) throw new UserError('No study of this file goes on by itself in this window.');
  const { store, file } = await tools.stores.of(uri);
  const open = await store.jobs({ file, open: true });
  const stop = 'Stop';
  const stopAll = 'Stop, and Cancel Its Jobs';
  const places = [...new Set(open.map(({ target }) => target))].join(' and ');
  const detail =
    open.length === 0
      ? 'What is done is kept, and it can be gone on with at any time.'
      : `What is done is kept. The jobs on ${places} go on there by themselves, unless they are cancelled.`;
  const answer = await vscode.window.showWarningMessage(
    `Stop the study of ${vscode.workspace.asRelativePath(uri)}?`,
    { modal: true, detail },
    ...(open.length === 0 ? [stop] : [stop, stopAll]),
  );
  if (answer === undefined) return;
  tools.goingOn.stop(uri);
  if (answer !== stopAll) return;
  const jobTools = tools.jobs.jobTools(store);
  for (const job of open) await cancelJob(jobTools, job, new AbortController().signal);
  tools.jobs.changed();
}

/** Leads to the job or the run that is at a stage, or to the results. */
async function showStage(tools: StudyCommandTools, argument: unknown): Promise<void> {
  const stage = stageIn(argument);
  if (stage === undefined) return;
  const { skillset, leadsTo } = stage;
  if (leadsTo.kind === 'results') tools.panel.show(skillset);
  else if (leadsTo.kind === 'job') await tools.showJob(leadsTo.id as JobId);
  else await vscode.commands.executeCommand('skillmix.showRun', leadsTo.id);
}

/** Commands can be called by anybody: what they pass is looked at first. */
function stageIn(value: unknown): { readonly skillset: vscode.Uri; readonly leadsTo: StageLead } | undefined {
  if (typeof value !== 'object' || value === null || !('skillset' in value) || !('leadsTo' in value))
    return undefined;
  const { skillset, leadsTo } = value;
  if (!(skillset instanceof vscode.Uri) || typeof leadsTo !== 'object' || leadsTo === null) return undefined;
  if (!('kind' in leadsTo)) return undefined;
  if (leadsTo.kind === 'results') return { skillset, leadsTo: { kind: 'results' } };
  if (!('id' in leadsTo) || typeof leadsTo.id !== 'string') return undefined;
  return leadsTo.kind === 'run' || leadsTo.kind === 'job'
    ? { skillset, leadsTo: { kind: leadsTo.kind, id: leadsTo.id } }
    : undefined;
}
