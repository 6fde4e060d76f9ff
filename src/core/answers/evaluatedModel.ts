import type { JobId } from '../jobs/job.ts';
import type { EndpointIdentity } from '../runs/endpoint.ts';

/** A model that answers on a target, and where its weights come from. */
export type EvaluatedModel =
  /** `base`: a name on the hub, or a path on the target. */
  | { readonly kind: 'base'; readonly base: string }
  | {
      readonly kind: 'tuned';
      readonly base: string;
      /** The training that made it, and of what it left the beginning of a digest. */
      readonly job: JobId;
      readonly checkpoint: string;
      /** Absolute, on the target. */
      readonly folder: string;
      /** Undefined: all the weights are in the folder. */
      readonly adapter?: { readonly rank: number };
    };

/**
 * What requests call it, so that it is part of each call's key: answers of one set of weights never stand for those of
 * another. Two trainings of the same base are two models.
 */
export function modelName(model: EvaluatedModel): string {
  return model.kind === 'base' ? model.base : `${model.base}+${model.job}.${model.checkpoint}`;
}

/** The student's name, as samples and reports name it. */
export function studentName(target: string, model: EvaluatedModel): string {
  return `${target}/${modelName(model)}`;
}

/** Where it answers. It is no network address, so that no endpoint is ever taken for a target of the same name. */
export function targetIdentity(target: string): EndpointIdentity {
  return { name: target, kind: 'openai', address: `target:${target}` };
}

/** What an engine loads: all the weights, or the base that the adapter goes with. */
export function weightsOf(model: EvaluatedModel): string {
  return model.kind === 'base' || model.adapter !== undefined ? model.base : model.folder;
}

/** Whether a student's name is that of a base, or of what was made of it, on some target. */
export function isStudentOnTarget(name: string, base: string): boolean {
  const model = name.slice(name.indexOf('/') + 1);
  return model === base || model.startsWith(`${base}+`);
}

/** Whether it is a target that answers there, and no endpoint. */
export function isTargetIdentity({ address }: EndpointIdentity): boolean {
  return address.startsWith('target:');
}
