import type { TrainEngine, TrainPlan } from '../skillset/trainPlan.ts';
import { linearLayers, type ModelShape, parametersOf } from './modelShape.ts';

/** What one GPU holds, in bytes. An estimate. */
export interface MemoryNeed {
  /** Weights, gradients and the optimiser's state: this GPU's share of them. */
  readonly state: number;
  /** What the forward pass keeps for the backward pass. */
  readonly activations: number;
  /** What CUDA, the communication and broken-up memory take. */
  readonly overhead: number;
  readonly total: number;
}

type Trained = Pick<TrainPlan, 'method' | 'precision' | 'maxLength' | 'engine'>;

/** @param devices over which the state of a full training is shared out @param perDevice texts that one of them holds at a time */
export function memoryNeed(
  shape: ModelShape,
  plan: Trained,
  { devices, perDevice }: { readonly devices: number; readonly perDevice: number },
): MemoryNeed {
  // Under an adapter, each GPU has the whole model.
  const isShared = plan.method.kind === 'full' && devices > 1;
  const state = isShared
    ? stateBytes(shape, plan) / devices + gatheredBytes(shape, plan)
    : stateBytes(shape, plan);
  const activations = activationBytes(shape, plan.engine, perDevice * plan.maxLength);
  return { state, activations, overhead: OVERHEAD, total: state + activations + OVERHEAD };
}

/** How many weights are trained. */
export function trainedParameters(shape: ModelShape, { method }: Pick<TrainPlan, 'method'>): number {
  if (method.kind === 'full') return parametersOf(shape);
  // The named layers are taken for all: an upper bound.
  const sizes = linearLayers(shape).reduce((sum, [from, to]) => sum + from + to, 0);
  return shape.layers * method.rank * sizes;
}

/**
 * Bytes of a trained weight: itself, its gradient and Adam's two moments, of 4 bytes each or of 2. PyTorch computes in
 * bfloat16 from weights of 4 bytes without keeping a second copy of them.
 */
const TRAINED_BYTES = { float32: 16, bfloat16: 8 } as const;
const WEIGHT_BYTES = { float32: 4, bfloat16: 2 } as const;
const OVERHEAD = 2e9;

function stateBytes(shape: ModelShape, plan: Trained): number {
  const trained = trainedParameters(shape, plan);
  if (plan.method.kind === 'full') return trained * TRAINED_BYTES[plan.precision];
  // The adapter's own weights are in 32 bits whatever the model below is in.
  return parametersOf(shape) * WEIGHT_BYTES[plan.precision] + trained * TRAINED_BYTES.float32;
}

/** Where weights are shared out, each GPU gathers those of the block that it computes, and of the next one. */
function gatheredBytes(shape: ModelShape, { precision }: Trained): number {
  const block = linearLayers(shape).reduce((sum, [from, to]) => sum + from * to, 0);
  const largest = Math.max(block, shape.vocabulary * shape.hidden);
  return 2 * largest * WEIGHT_BYTES[precision];
}

/**
 * With recomputation, the input of each block is kept (2 bytes a value), and of the one block that is being computed
 * about 34 bytes for each value of the hidden state (Korthikanti et al. 2022, "Reducing Activation Recomputation in
 * Large Transformer Models", without the term of the attention's matrix, which is never written out). axolotl writes
 * out the scores of all words of the vocabulary, in 4 bytes, and their gradients; TRL does so piece by piece.
 */
function activationBytes(shape: ModelShape, engine: TrainEngine, tokens: number): number {
  const { layers, hidden, vocabulary } = shape;
  const scores = engine === 'axolotl' ? 8 * vocabulary * tokens : 0;
  return tokens * hidden * (2 * layers + 34) + scores;
}
