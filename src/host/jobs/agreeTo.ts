import * as vscode from 'vscode';
import type { JobSpec } from '../../core/jobs/jobSpec.ts';
import { runsLines } from '../../core/jobs/shownJob.ts';
import type { TargetPort } from '../../core/jobs/targetPort.ts';
import type { PlanDocuments } from '../runs/planDocuments.ts';
import type { Agreements } from './agreements.ts';

/** A job that will be started on a target; of many that are alike, one. */
export interface PlannedJob {
  readonly port: TargetPort;
  readonly spec: JobSpec;
}

interface JobsQuestion {
  /** Without its question mark; also the title of the document in which all can be read. */
  readonly title: string;
  /** The word on the button. */
  readonly go: string;
  /** What it comes to. */
  readonly lines: readonly string[];
  /** The same at length. */
  readonly text: readonly string[];
  readonly jobs: readonly PlannedJob[];
  /** What is sent, word for word, as far as it is worth reading. */
  readonly sent?: readonly string[];
}

const SHOW = 'Read It All First';

/**
 * The one question before anything is sent: with all that runs on targets, where the like was not shown before. Who wants
 * to read everything first is asked beside it.
 */
export async function agreeTo(
  { plans, agreements }: { readonly plans: PlanDocuments; readonly agreements: Agreements },
  { title, go, lines, text, jobs, sent = [] }: JobsQuestion,
): Promise<boolean> {
  const toShow = jobs.flatMap(({ port, spec }) => spaced(agreements.toShow(port, spec)));
  const question = `${title}?`;
  const options = { modal: true, detail: [...lines, ...toShow].join('\n') };
  let chosen: string | undefined = await vscode.window.showInformationMessage(question, options, go, SHOW);
  if (chosen === SHOW) {
    const runs = jobs.flatMap(({ port, spec }) => spaced(runsLines(port.name, spec)));
    await plans.open(title, [...text, ...runs, ...sent].join('\n'));
    chosen = await vscode.window.showInformationMessage(question, go, 'Cancel');
  }
  if (chosen !== go) return false;
  for (const { port, spec } of jobs) await agreements.agreed(port, spec);
  return true;
}

function spaced(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}
