import { isRunOnTarget } from '../../core/answers/runOnTarget.ts';
import { waitingRun } from '../../core/runs/batches/waitingRun.ts';
import type { SamplePurpose } from '../../core/runs/records.ts';
import { isFailure } from '../../core/runs/runEnding.ts';
import type { StageEnd } from '../../core/study/advanceStudy.ts';
import type { StageWork } from '../../core/study/stageRunners.ts';
import type { EvaluateTools } from '../jobs/answerOnTarget.ts';
import { advanceEvaluation, prepareEvaluation } from '../jobs/targetEvaluation.ts';
import { type TrainTools, trainAgreed } from '../jobs/train.ts';
import { stepInBatches } from '../runs/batchRun.ts';
import { runLive } from '../runs/liveRun.ts';
import type { SkillsetFile } from '../runs/preparedRun.ts';
import { prepareStudy } from '../runs/prepareStudy.ts';
import type { OpenStore } from '../stores.ts';

export type StageTools = TrainTools & EvaluateTools;

/** Each stage is done by what the command for it alone does, and nothing is asked: the whole was agreed to. */
export function stagesHere(
  tools: StageTools,
  file: SkillsetFile,
  open: OpenStore,
  signal: AbortSignal,
): StageWork {
  return {
    part: (purpose) => runPart(tools, file, open, { purpose, signal }),
    train: () => trainAgreed(tools, file),
    onTarget: async () => advanceEvaluation(tools, await prepareEvaluation(tools, file), signal),
  };
}

/** Call by call; a part that was submitted in batches is gone on with in batches, so that nothing is asked twice. */
async function runPart(
  tools: StageTools,
  file: SkillsetFile,
  { store, file: key }: OpenStore,
  { purpose, signal }: { readonly purpose: SamplePurpose; readonly signal: AbortSignal },
): Promise<StageEnd> {
  const prepared = await prepareStudy(tools, file, purpose, {}, 'ask');
  if (prepared === undefined) return 'failed';
  const base = file.skillset.study?.train?.base;
  const runs = (await store.runs(key)).filter((run) => base === undefined || !isRunOnTarget(run, base));
  if (waitingRun(runs, purpose) === undefined)
    return isFailure(await runLive(tools, prepared, signal)) ? 'failed' : 'done';
  const { state } = await stepInBatches(tools, prepared);
  if (state === 'waiting') return 'waiting';
  return state === 'done' ? 'done' : 'failed';
}
