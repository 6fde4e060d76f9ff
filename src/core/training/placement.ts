import type { TrainPlan } from '../skillset/trainPlan.ts';
import type { TrainingMachine } from './machine.ts';
import { type MemoryNeed, memoryNeed } from './memory.ts';
import type { ModelShape } from './modelShape.ts';

/** How a batch is shared out: `devices × perDevice × accumulation` texts are one step. */
export interface Placement {
  readonly devices: number;
  readonly perDevice: number;
  /** How often each device computes before the step is made. */
  readonly accumulation: number;
}

export type PlacementResult =
  | { readonly kind: 'placed'; readonly placement: Placement; readonly need?: MemoryNeed }
  /** The batch is no multiple of what the devices take at a time. */
  | { readonly kind: 'uneven'; readonly devices: number; readonly perDevice: number };

/** How full a GPU may get by the estimate. */
const FILL = 0.9;
/** More at a time is hardly faster. */
const MOST_AT_A_TIME = 16;

/** @param shape undefined where the size of the model is not known: then one text at a time */
export function place(
  plan: TrainPlan,
  machine: TrainingMachine,
  shape: ModelShape | undefined,
): PlacementResult {
  const devices = Math.max(1, machine.gpus) * machine.nodes;
  const needWith = (perDevice: number) => shape && memoryNeed(shape, plan, { devices, perDevice });
  const divisions = divisionsOf(plan, devices);
  const placement = divisions.find(({ perDevice }) => fits(needWith(perDevice), machine)) ?? divisions.at(-1);
  if (placement === undefined) return { kind: 'uneven', devices, perDevice: plan.perDevice ?? 1 };
  const need = needWith(placement.perDevice);
  return { kind: 'placed', placement, ...(need && { need }) };
}

function fits(need: MemoryNeed | undefined, { gpuMemory }: TrainingMachine): boolean {
  return need !== undefined && gpuMemory !== undefined && need.total <= gpuMemory * FILL;
}

/** Every way to share out the batch of a plan: the same training, but for the memory that it takes. The most at a time stands first. */
export function divisionsOf({ batch, perDevice }: TrainPlan, devices: number): readonly Placement[] {
  const most = Math.min(MOST_AT_A_TIME, Math.floor(batch / devices));
  const sizes =
    perDevice === undefined ? Array.from({ length: most }, (_, less) => most - less) : [perDevice];
  return sizes
    .map((size) => ({ devices, perDevice: size, accumulation: batch / (devices * size) }))
    .filter(({ accumulation }) => Number.isInteger(accumulation));
}
