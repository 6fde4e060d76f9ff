import * as vscode from 'vscode';
import type { JobId } from '../../core/jobs/job.ts';
import type { RunTools } from '../runs/runTools.ts';
import { StudiesTree } from '../study/studiesTree.ts';
import { studyCommands } from '../study/studyCommands.ts';
import { StudyTroubles } from '../study/studyTroubles.ts';
import { Agreements } from './agreements.ts';
import { GoingOn } from './goingOn.ts';
import { jobCommands } from './jobCommands.ts';
import { JobCurves } from './jobCurves.ts';
import { JobLogs } from './jobLogs.ts';
import type { JobNode } from './jobNodes.ts';
import { JobSecrets } from './jobSecrets.ts';
import type { JobsEngine } from './jobsEngine.ts';
import type { JobsPart } from './jobsPart.ts';
import { JobsTree } from './jobsTree.ts';
import { JobWatch } from './jobWatch.ts';
import { Targets } from './targets/targets.ts';

export interface JobsTools extends RunTools {
  readonly secrets: vscode.SecretStorage;
  readonly globalState: vscode.Memento;
  readonly extensionUri: vscode.Uri;
  readonly version: string;
}

/** Puts together what the editor does about jobs and studies. Nothing is looked at before somebody looks at the view. */
export function createJobsPart(given: JobsTools, jobsEngine: JobsEngine): JobsPart {
  const targets = new Targets(jobsEngine);
  const goingOn = new GoingOn(given.runs);
  const jobs = new JobWatch({ ...given, targets, goingOn });
  const agreements = new Agreements(given.globalState, given.engine.clock);
  const tools = { ...given, jobsEngine, targets, goingOn, agreements, jobs };
  const tree = new JobsTree(tools);
  const jobLogs = new JobLogs(tools);
  const jobCurves = new JobCurves(tools);
  const jobSecrets = new JobSecrets(given.secrets);
  const troubles = new StudyTroubles();
  const studies = new StudiesTree({ ...tools, troubles });
  const askedFor = new vscode.EventEmitter<JobNode>();
  const showJob = async (id: JobId): Promise<void> => {
    const node = await tree.find(id);
    if (node !== undefined) askedFor.fire(node);
  };
  const redraw = (): void => {
    tree.redraw();
    studies.redraw();
  };
  for (const { onDidChange } of [jobs, goingOn, troubles]) onDidChange(redraw);
  return {
    tree,
    studies,
    onDidAskFor: askedFor.event,
    onDidRead: tree.onDidRead,
    commands: {
      ...jobCommands({ ...tools, jobLogs, jobCurves, jobSecrets }),
      ...studyCommands({ ...tools, jobSecrets, troubles, showJob }),
    },
    seen: (isSeen) => jobs.seen(isSeen),
    redraw,
    end: async () => {
      jobLogs.dispose();
      jobCurves.dispose();
      await jobs.end();
      await targets.close();
      for (const each of [tree, studies, troubles, askedFor, jobs, goingOn, targets]) each.dispose();
    },
  };
}
