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
  const perDevice = plan.perDevice ?? largestThatFits(plan.batch / devices, machine, needWith);
  const accumulation = plan.batch / (devices * perDevice);
  if (!Number.isInteger(accumulation)) return { kind: 'uneven', devices, perDevice };
  const need = needWith(perDevice);
  const placement = { devices, perDevice, accumulation };
  return { kind: 'placed', placement, ...(need && { need }) };
}

function largestThatFits(
  share: number,
  { gpuMemory }: TrainingMachine,
  needWith: (perDevice: number) => MemoryNeed | undefined,
): number {
  const most = Math.min(MOST_AT_A_TIME, Math.floor(share));
  for (let perDevice = most; perDevice > 1; perDevice -= 1) {
    const need = needWith(perDevice);
    if (share % perDevice !== 0 || need === undefined || gpuMemory === undefined) continue;
    if (need.total <= gpuMemory * FILL) return perDevice;
  }
  return 1;
}
