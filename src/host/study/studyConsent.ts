import type { Stage } from '../../core/study/stages.ts';
import { chooseFrom } from '../jobs/agreeTo.ts';
import type { RunWay } from '../runs/executeRun.ts';
import { type SkillsetFile, titleOf } from '../runs/preparedRun.ts';
import type { StageTools } from './stagesHere.ts';
import { planLeft } from './studyPlan.ts';

const GOES_ON =
  'It goes on by itself while this window is open. Closed at any moment, nothing is lost: jobs and batches go on, and the view of studies offers to go on.';

const GO: Record<RunWay, string> = { live: 'Run the Study', batches: 'Run in Batches' };

/**
 * The one question before a study goes on by itself: what is left to be asked and paid, what the training takes, and what
 * runs on targets, in full where the like was not shown before. What jobs need in secret is asked for now, and not at night.
 * Gives the way in which endpoints are to be asked; undefined: it is not wanted.
 *
 * @param stages as the store tells them; undefined: nothing is stored yet
 * @throws UserError where it could not be done as it stands, before anything is paid
 */
export async function chooseStudyWay(
  tools: StageTools,
  file: SkillsetFile,
  stages: readonly Stage[] | undefined,
): Promise<RunWay | undefined> {
  const plan = await planLeft(tools, file, stages);
  if (plan === undefined) return undefined;
  const { lines, jobs, text, ways } = plan;
  const title = `Run the study ${titleOf(file)}`;
  const asked = { title, lines: [...lines, '', ...ways.lines, GOES_ON], text: [text], jobs };
  const go = ways.ways.map((way) => GO[way]);
  const chosen = ways.ways[go.indexOf((await chooseFrom(tools, asked, go)) ?? '')];
  if (chosen === undefined) return undefined;
  // Weights that lie on the target need no hub.
  const isFetched = file.skillset.study?.train?.base.startsWith('/') === false;
  if (isFetched) for (const { spec } of jobs) await tools.jobSecrets.of(spec);
  return chosen;
}
