import * as vscode from 'vscode';
import { advanceStudy } from '../../core/study/advanceStudy.ts';
import { formatStages } from '../../core/study/formatStages.ts';
import { stageRunners } from '../../core/study/stageRunners.ts';
import { type Stage, studyStages } from '../../core/study/stages.ts';
import { STAGE_WORDS } from '../../core/study/studyItem.ts';
import { jobNews } from '../jobs/jobNews.ts';
import { type SkillsetFile, soundSkillset, titleOf } from '../runs/preparedRun.ts';
import { skillsetIn } from '../runs/runTargets.ts';
import type { OpenStore } from '../stores.ts';
import { UserError } from '../userError.ts';
import { lookAtFile } from './lookAtFile.ts';
import { type StagesDone, type StageTools, stagesHere } from './stagesHere.ts';
import { chooseStudyWay } from './studyConsent.ts';
import type { StudyTroubles } from './studyTroubles.ts';

export interface RunStudyTools extends StageTools {
  readonly troubles: StudyTroubles;
}

/**
 * The command *Run the Study*: shows what is left of it and what that takes, asks once, and goes on from stage to stage
 * while this window is open. What is done is told by the store each time, so it may end at any moment and be gone on with.
 */
export async function runStudy(tools: RunStudyTools, argument: unknown): Promise<void> {
  const uri = await skillsetIn(tools, argument);
  tools.goingOn.mustBeFree(uri);
  const file = await soundSkillset(tools, uri);
  if (file.skillset.study === undefined)
    throw new UserError('There is no study in this file: write "study:" with what it asks for.');
  const before = await tools.stores.existing(uri);
  const stages = before && studyStages(await lookAtFile(tools, file, before));
  if (stages?.every(({ state }) => state === 'done')) {
    tellDone(file);
    return;
  }
  const way = await chooseStudyWay(tools, file, stages);
  if (way === undefined) return;
  void vscode.commands.executeCommand('skillmix.studies.focus');
  const open = await tools.stores.of(uri);
  tools.troubles.forget(uri);
  try {
    await tools.goingOn.during(uri, 'The study', (signal) => goOn(tools, file, open, { way, signal }));
  } catch (error) {
    if (!(error instanceof vscode.CancellationError))
      tools.troubles.keep(uri, error instanceof Error ? error.message : String(error));
    throw error;
  }
}

async function goOn(
  tools: RunStudyTools,
  file: SkillsetFile,
  open: OpenStore,
  how: StagesDone,
): Promise<void> {
  const { signal } = how;
  const facts = () => lookAtFile(tools, file, open);
  let news = jobNews(tools, open);
  let told = '';
  const stages = await advanceStudy({
    facts,
    run: stageRunners(file.skillset, facts, stagesHere(tools, file, open, how)),
    onStages: (now) => {
      tools.stores.changed();
      // Where something has moved, more may come soon.
      if (formatStages(now) !== told) news = jobNews(tools, open);
      told = formatStages(now);
    },
    wait: ({ jobs }) => news(jobs, signal),
    signal,
  });
  if (!signal.aborted) tellEnd(file, stages);
}

/** @throws UserError where it came to an end before it was through */
function tellEnd(file: SkillsetFile, stages: readonly Stage[]): void {
  const open = stages.find(({ state }) => state !== 'done');
  if (open === undefined) {
    tellDone(file);
    return;
  }
  const why = open.why === undefined ? '' : ` ${open.why}`;
  throw new UserError(`${titleOf(file)} stands still at its stage "${STAGE_WORDS[open.name]}".${why}`, [
    { title: 'Show the Study', command: 'skillmix.studies.focus' },
  ]);
}

function tellDone(file: SkillsetFile): void {
  const show = 'Show Results';
  void vscode.window
    .showInformationMessage(`Skillmix: all stages of ${titleOf(file)} are done.`, show)
    .then((chosen) =>
      chosen === show ? vscode.commands.executeCommand('skillmix.showResults', file.uri) : undefined,
    );
}
