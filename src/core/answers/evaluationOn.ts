import type { Job } from '../jobs/job.ts';
import type { Target } from '../jobs/target.ts';
import type { TargetPort } from '../jobs/targetPort.ts';
import type { Plan, PlanOverrides } from '../plan/plan.ts';
import { planOf } from '../plan/planOf.ts';
import type { Digest } from '../runs/ports.ts';
import type { Skillset } from '../skillset/skillset.ts';
import { type AnswerEngine, STUDY_MODELS } from '../skillset/study.ts';
import { serveProblem } from './answerSpec.ts';
import { type EvaluatedModel, studentName } from './evaluatedModel.ts';
import { findTuned } from './findTuned.ts';

/** Who is evaluated on a target, and how. */
export interface TargetEvaluation {
  readonly plan: Plan;
  readonly models: readonly EvaluatedModel[];
  readonly engine: AnswerEngine;
  /** Of one run of the engine. */
  readonly gpus: number;
  readonly shardSize: number;
  readonly oneAtATime: boolean;
}

export type PlannedEvaluation =
  | { readonly kind: 'planned'; readonly evaluation: TargetEvaluation }
  /** The study does not ask for it, or asks for what cannot be. Says what to write. */
  | { readonly kind: 'unasked'; readonly message: string }
  /** The tuned model is not there. Says why. */
  | { readonly kind: 'untrained'; readonly message: string };

interface AskedEvaluation {
  readonly port: Pick<TargetPort, 'name' | 'target' | 'readFile'>;
  /** Of the skillset file, from oldest to newest. */
  readonly jobs: readonly Job[];
  readonly overrides: PlanOverrides;
  readonly digest: Digest;
}

/** Requests of one shard: a scheduler runs many at once; elsewhere each loads the model anew. */
const SHARD_SIZE: Readonly<Record<Target['kind'], number>> = { slurm: 200, local: 500, ssh: 500 };

/** Finds the models that the study evaluates on a target, and draws the plan for them. */
export async function evaluationOn(
  skillset: Skillset,
  { port, jobs, overrides, digest }: AskedEvaluation,
  signal: AbortSignal,
): Promise<PlannedEvaluation> {
  const { train, evaluate } = skillset.study ?? {};
  if (train === undefined)
    return {
      kind: 'unasked',
      message: 'The study trains nothing, so there is no base to evaluate: add "train:" to it.',
    };
  const engine = evaluate?.engine ?? 'vllm';
  const unserved = serveProblem(engine, port.target.kind);
  if (unserved !== undefined) return { kind: 'unasked', message: unserved };
  const wanted = evaluate?.models ?? STUDY_MODELS;
  const { base } = train;
  const models: EvaluatedModel[] = wanted.includes('base') ? [{ kind: 'base', base }] : [];
  if (wanted.includes('tuned')) {
    const found = await findTuned(jobs, base, { port, digest }, signal);
    if (found.kind === 'none')
      return { kind: 'untrained', message: `The tuned model cannot be evaluated. ${found.why}` };
    models.push(found.model);
  }
  const students = models.map((model) => studentName(port.name, model));
  const planned = planOf(skillset, 'evaluate', { ...overrides, students });
  if (planned.kind === 'problem') return { kind: 'unasked', message: planned.message };
  const { target } = port;
  return {
    kind: 'planned',
    evaluation: {
      plan: planned.plan,
      models,
      engine,
      gpus: target.kind === 'slurm' ? (target.gpus ?? 1) : 1,
      shardSize: SHARD_SIZE[target.kind],
      oneAtATime: target.kind !== 'slurm',
    },
  };
}

/** vLLM's batch runner takes no adapters, and Transformers has none: those are served while they are asked. */
export function answersInJobs({ engine }: Pick<TargetEvaluation, 'engine'>, model: EvaluatedModel): boolean {
  return engine === 'vllm' && (model.kind === 'base' || model.adapter === undefined);
}

/** Two models of one target have two ports there, and a server that was left is found at its own again. */
export function serverPortOf(name: string, digest: Digest): number {
  return 30_000 + (Number.parseInt(digest(name).slice(0, 6), 16) % 10_000);
}
