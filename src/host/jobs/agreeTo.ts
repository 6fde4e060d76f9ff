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

/** The one question before anything is sent. Whether it was agreed to. */
export async function agreeTo(tools: AgreeTools, { go, ...asked }: JobsQuestion): Promise<boolean> {
  return (await chooseFrom(tools, asked, [go])) !== undefined;
}

interface AgreeTools {
  readonly plans: PlanDocuments;
  readonly agreements: Agreements;
}

/**
 * The same where it can go in several ways; undefined: in none of them. The question comes with all that runs on targets,
 * where the like was not shown before. Who wants to read everything first is asked beside it.
 */
export async function chooseFrom(
  { plans, agreements }: AgreeTools,
  { title, lines, text, jobs, sent = [] }: Omit<JobsQuestion, 'go'>,
  ways: readonly string[],
): Promise<string | undefined> {
  const toShow = jobs.flatMap(({ port, spec }) => spaced(agreements.toShow(port, spec)));
  const question = `${title}?`;
  const options = { modal: true, detail: [...lines, ...toShow].join('\n') };
  let chosen = await vscode.window.showInformationMessage(question, options, ...ways, SHOW);
  if (chosen === SHOW) {
    const runs = jobs.flatMap(({ port, spec }) => spaced(runsLines(port.name, spec)));
    await plans.open(title, [...text, ...runs, ...sent].join('\n'));
    chosen = await vscode.window.showInformationMessage(question, ...ways, 'Cancel');
  }
  if (chosen === undefined || !ways.includes(chosen)) return undefined;
  for (const { port, spec } of jobs) await agreements.agreed(port, spec);
  return chosen;
}

function spaced(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}
