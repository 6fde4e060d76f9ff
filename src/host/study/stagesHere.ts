import { isRunOnTarget } from '../../core/answers/runOnTarget.ts';
import { isOutInBatches } from '../../core/runs/batches/outInBatches.ts';
import type { SamplePurpose } from '../../core/runs/records.ts';
import { isFailure } from '../../core/runs/runEnding.ts';
import { endOfStep, type StageEnd } from '../../core/study/advanceStudy.ts';
import type { StageWork } from '../../core/study/stageRunners.ts';
import type { EvaluateTools } from '../jobs/answerOnTarget.ts';
import { advanceEvaluation, prepareEvaluation } from '../jobs/targetEvaluation.ts';
import { type TrainTools, trainAgreed } from '../jobs/train.ts';
import { type LongerWork, stepInBatches } from '../runs/batchRun.ts';
import type { RunWay } from '../runs/executeRun.ts';
import { runLive } from '../runs/liveRun.ts';
import { troublesOnce } from '../runs/lookAfterBatches.ts';
import type { SkillsetFile } from '../runs/preparedRun.ts';
import { prepareStudy } from '../runs/prepareStudy.ts';
import { readSettings } from '../settings.ts';
import type { OpenStore } from '../stores.ts';

export type StageTools = TrainTools & EvaluateTools;

/** How what endpoints answer is asked, and what ends it. */
export interface StagesDone {
  readonly way: RunWay;
  readonly signal: AbortSignal;
}

/** Each stage is done by what the command for it alone does, and nothing is asked: the whole was agreed to. */
export function stagesHere(
  tools: StageTools,
  file: SkillsetFile,
  open: OpenStore,
  { way, signal }: StagesDone,
): StageWork {
  const how = { way, signal, tell: troublesOnce() };
  return {
    part: (purpose) => runPart(tools, file, open, { purpose, ...how }),
    train: () => trainAgreed(tools, file),
    onTarget: async () => advanceEvaluation(tools, await prepareEvaluation(tools, file), how),
  };
}

interface Part extends LongerWork {
  readonly purpose: SamplePurpose;
  readonly way: RunWay;
}

/** A part that was submitted in batches is gone on with in batches, so that nothing is asked twice. */
async function runPart(
  tools: StageTools,
  file: SkillsetFile,
  { store, file: key }: OpenStore,
  { purpose, way, ...within }: Part,
): Promise<StageEnd> {
  const prepared = await prepareStudy(tools, file, purpose, {}, 'ask');
  if (prepared === undefined) return 'failed';
  const base = file.skillset.study?.train?.base;
  const { endpoints } = readSettings(file.uri);
  const isTarget = (name: string): boolean => !endpoints.has(name);
  const runs = (await store.runs(key)).filter(
    (run) => run.kind === purpose && (base === undefined || !isRunOnTarget(run, base, isTarget)),
  );
  if (way === 'batches' || isOutInBatches(runs, await store.batches({ file: key })))
    return endOfStep(await stepInBatches(tools, prepared, within));
  return isFailure(await runLive(tools, prepared, within.signal)) ? 'failed' : 'done';
}
