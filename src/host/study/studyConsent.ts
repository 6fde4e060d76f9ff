import * as vscode from 'vscode';
import { runsLines } from '../../core/jobs/shownJob.ts';
import type { Stage } from '../../core/study/stages.ts';
import { type SkillsetFile, titleOf } from '../runs/preparedRun.ts';
import type { StageTools } from './stagesHere.ts';
import { planLeft } from './studyPlan.ts';

const START = 'Run the Study';
const SHOW = 'Read It All First';
const GOES_ON =
  'It goes on by itself while this window is open. Closed at any moment, nothing is lost: jobs go on, and the view of studies offers to go on.';

/**
 * The one question before a study goes on by itself: what is left to be asked and paid, what the training takes, and what
 * runs on targets, in full where the like was not shown before. What jobs need in secret is asked for now, and not at night.
 *
 * @param stages as the store tells them; undefined: nothing is stored yet
 * @throws UserError where it could not be done as it stands, before anything is paid
 */
export async function isStudyWanted(
  tools: StageTools,
  file: SkillsetFile,
  stages: readonly Stage[] | undefined,
): Promise<boolean> {
  const plan = await planLeft(tools, file, stages);
  if (plan === undefined) return false;
  const { lines, jobs, text } = plan;
  const toShow = jobs.flatMap(({ port, spec }) => spaced(tools.agreements.toShow(port, spec)));
  const question = `Run the study ${titleOf(file)}?`;
  const options = { modal: true, detail: [...lines, '', GOES_ON, ...toShow].join('\n') };
  let chosen: string | undefined = await vscode.window.showInformationMessage(question, options, START, SHOW);
  if (chosen === SHOW) {
    const all = [text, ...jobs.flatMap(({ port, spec }) => spaced(runsLines(port.name, spec)))];
    await tools.plans.open(`Study of ${titleOf(file)}`, all.join('\n'));
    chosen = await vscode.window.showInformationMessage(question, START, 'Cancel');
  }
  if (chosen !== START) return false;
  // Weights that lie on the target need no hub.
  const isFetched = file.skillset.study?.train?.base.startsWith('/') === false;
  for (const { port, spec } of jobs) {
    await tools.agreements.agreed(port, spec);
    if (isFetched) await tools.jobSecrets.of(spec);
  }
  return true;
}

function spaced(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}
