import type { Student } from '../runs/generateSample.ts';
import type { BatchPort, ModelFailure, ModelPort } from '../runs/ports.ts';
import type { Sampling } from '../runs/records.ts';
import { type EvaluatedModel, modelName, studentName, targetIdentity } from './evaluatedModel.ts';

/** The models as students that answer in jobs only, or through a port of their own while they are served. */
export function targetStudents(
  target: string,
  models: readonly EvaluatedModel[],
  { port, sampling }: { readonly port: ModelPort; readonly sampling: Sampling },
): Student[] {
  return models.map((model) => ({
    name: studentName(target, model),
    model: modelName(model),
    port,
    sampling,
  }));
}

/** Answers that came or come in jobs: nothing can be asked of it live. */
export function jobsOnly(target: string, batches?: BatchPort): ModelPort {
  const failure: ModelFailure = {
    kind: 'bad-request',
    message: `The models on "${target}" answer in jobs: evaluate them with --on ${target}.`,
  };
  return {
    identity: targetIdentity(target),
    ask: async () => ({ kind: 'failure', failure }),
    listModels: async () => ({ kind: 'failure', failure }),
    ...(batches && { batches }),
  };
}

/**
 * A server of a target under the name of the target, asked by the name that it has for the model: which port it had that
 * day, and where the weights lie, do not matter to a call's key.
 */
export function servedAs(target: string, server: ModelPort, model: string): ModelPort {
  return {
    identity: targetIdentity(target),
    ask: (request, options) => server.ask({ ...request, model }, options),
    listModels: (signal) => server.listModels(signal),
  };
}
