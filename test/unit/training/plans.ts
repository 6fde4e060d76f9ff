import type { TrainPlan } from '../../../src/core/skillset/trainPlan.ts';
import type { TrainingRequest } from '../../../src/core/training/prepareTraining.ts';

/** The paper's training, in which only what is given differs. */
export function trainPlan(some: Partial<TrainPlan>): TrainPlan {
  return {
    base: 'mistralai/Mistral-7B-Instruct-v0.2',
    engine: 'trl',
    data: {},
    method: { kind: 'full' },
    precision: 'float32',
    steps: 4000,
    batch: 64,
    learningRate: 2e-5,
    schedule: 'constant',
    warmup: 64,
    maxLength: 1024,
    sharding: 'fsdp',
    saveEvery: 500,
    ...some,
  };
}

/** A training on four GPUs of 80 GB. */
export function trainingRequest(
  plan: Partial<TrainPlan>,
  some: Partial<Omit<TrainingRequest, 'plan'>> = {},
): TrainingRequest {
  return {
    title: 'Fine-tune a model',
    plan: trainPlan(plan),
    seed: 10,
    template: { kind: 'own' },
    machine: { nodes: 1, gpus: 4, gpuMemory: 80e9, gpuName: 'NVIDIA A100-SXM4-80GB' },
    data: { source: '/home/me/data.jsonl', bytes: 16_000_000, sha256: 'abcdef0123456789', rows: 8000 },
    ...some,
  };
}
