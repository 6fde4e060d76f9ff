import type { TargetProbe } from '../jobs/probe.ts';
import type { Target } from '../jobs/target.ts';

/** What a training runs on. */
export interface TrainingMachine {
  readonly nodes: number;
  /** Of one node. 0: the processor trains. */
  readonly gpus: number;
  /** Of one GPU, in bytes. Undefined where the scheduler chooses the GPU. */
  readonly gpuMemory?: number;
  readonly gpuName?: string;
}

/** All GPUs of a machine of one's own; what the settings ask for of a cluster. */
export function machineOf(target: Target, probe: TargetProbe): TrainingMachine {
  if (target.kind === 'slurm') {
    const { gpus = 0, gpuType } = target;
    // Without GPUs there is nothing that several nodes would share out.
    const nodes = gpus === 0 ? 1 : (target.nodes ?? 1);
    return { nodes, gpus, ...(gpuType !== undefined && { gpuName: gpuType }) };
  }
  const smallest = probe.gpus.reduce<number | undefined>(
    (least, { freeBytes }) => (least === undefined ? freeBytes : Math.min(least, freeBytes)),
    undefined,
  );
  const name = probe.gpus[0]?.name;
  return {
    nodes: 1,
    gpus: probe.gpus.length,
    ...(smallest !== undefined && { gpuMemory: smallest }),
    ...(name !== undefined && { gpuName: name }),
  };
}
