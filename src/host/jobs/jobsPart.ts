import type * as vscode from 'vscode';
import type { StudiesNode } from '../study/studyNodes.ts';
import type { JobDetailNode, JobNode } from './jobNodes.ts';
import type { LazyTree } from './lazyView.ts';

/** The commands on jobs and studies, and what each does, as in "Cancelling failed". */
export const JOB_COMMANDS = {
  train: 'Training',
  evaluateOnTarget: 'Evaluating',
  goOnWithJob: 'Going on',
  setUpTarget: 'Setting up a target',
  setHubToken: 'Setting the token',
  refreshJobs: 'Asking the targets',
  cancelJob: 'Cancelling',
  resumeJob: 'Resuming',
  showJobLog: 'Reading the log',
  showJobCurve: 'Showing the training',
  fetchJob: 'Downloading',
  openJobFolder: 'Opening the folder',
  forgetJob: 'Forgetting',
  copyJob: 'Copying',
  runStudy: 'Running the study',
  goOnWithStudy: 'Going on with the study',
  stopStudy: 'Stopping the study',
  showStage: 'Showing the stage',
  showStudyResults: 'Showing results',
} as const;

export type JobCommand = keyof typeof JOB_COMMANDS;

export type JobsNode = JobNode | JobDetailNode;

export interface JobsRead {
  /** How many may still change. */
  readonly open: number;
  /** Why a store could not be read, in its own words. */
  readonly problems: readonly string[];
}

/** All that the editor does about jobs, and studies as a whole. A bundle of its own: whoever has none never loads it. */
export interface JobsPart {
  readonly tree: LazyTree<JobsNode>;
  readonly studies: LazyTree<StudiesNode>;
  readonly onDidRead: vscode.Event<JobsRead>;
  /** A job is to be shown in the view. */
  readonly onDidAskFor: vscode.Event<JobNode>;
  readonly commands: { readonly [command in JobCommand]: (argument: unknown) => Promise<unknown> };
  /** Whether somebody looks at a view: then targets are asked more often. */
  seen(isSeen: boolean): void;
  /** What the stores say may be new. */
  redraw(): void;
  /** Ends looking, and connections. Jobs go on. */
  end(): Promise<void>;
}
