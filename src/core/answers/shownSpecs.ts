import type { JobSpec } from '../jobs/jobSpec.ts';
import type { TargetPort } from '../jobs/targetPort.ts';
import type { Digest } from '../runs/ports.ts';
import { batchSpec, serveSpec } from './answerSpec.ts';
import { modelName } from './evaluatedModel.ts';
import { answersInJobs, serverPortOf, type TargetEvaluation } from './evaluationOn.ts';
import { shardsOf } from './shards.ts';

/** The jobs of an evaluation as they can be shown before there are requests: one for each model. */
export function shownSpecs(
  evaluation: TargetEvaluation,
  { target }: Pick<TargetPort, 'target'>,
  digest: Digest,
): JobSpec[] {
  const { engine, gpus, models } = evaluation;
  return models.map((model) =>
    answersInJobs(evaluation, model)
      ? batchSpec(model, shardsOf([''], 1), { gpus })
      : serveSpec(model, {
          ...{ engine, gpus, target: target.kind },
          port: serverPortOf(modelName(model), digest),
        }),
  );
}
