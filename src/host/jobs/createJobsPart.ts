import type * as vscode from 'vscode';
import type { RunTools } from '../runs/runTools.ts';
import { GoingOn } from './goingOn.ts';
import { jobCommands } from './jobCommands.ts';
import { JobCurves } from './jobCurves.ts';
import { JobLogs } from './jobLogs.ts';
import { JobSecrets } from './jobSecrets.ts';
import type { JobsEngine } from './jobsEngine.ts';
import type { JobsPart } from './jobsPart.ts';
import { JobsTree } from './jobsTree.ts';
import { JobWatch } from './jobWatch.ts';
import { Targets } from './targets/targets.ts';

export interface JobsTools extends RunTools {
  readonly secrets: vscode.SecretStorage;
  readonly extensionUri: vscode.Uri;
  readonly version: string;
}

/** Puts together what the editor does about jobs. Nothing is looked at before somebody looks at the view. */
export function createJobsPart(given: JobsTools, jobsEngine: JobsEngine): JobsPart {
  const targets = new Targets(jobsEngine);
  const goingOn = new GoingOn(given.runs);
  const jobs = new JobWatch({ ...given, targets, goingOn });
  const tools = { ...given, jobsEngine, targets, goingOn, jobs };
  const tree = new JobsTree(tools);
  const jobLogs = new JobLogs(tools);
  const jobCurves = new JobCurves(tools);
  const jobSecrets = new JobSecrets(given.secrets);
  jobs.onDidChange(() => tree.redraw());
  goingOn.onDidChange(() => tree.redraw());
  return {
    tree,
    onDidRead: tree.onDidRead,
    commands: jobCommands({ ...tools, jobLogs, jobCurves, jobSecrets }),
    seen: (isSeen) => jobs.seen(isSeen),
    redraw: () => tree.redraw(),
    end: async () => {
      jobLogs.dispose();
      jobCurves.dispose();
      await jobs.end();
      await targets.close();
      for (const each of [tree, jobs, goingOn, targets]) each.dispose();
    },
  };
}
