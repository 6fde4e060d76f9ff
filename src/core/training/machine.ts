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
  /** Where Slurm runs it: the time limit that it is given, as `sbatch --time` takes it. Undefined: that of the partition. */
  readonly slurm?: { readonly time?: string };
}

/** All GPUs of a machine of one's own; what the settings ask for of a cluster. */
export function machineOf(target: Target, probe: Pick<TargetProbe, 'gpus'>): TrainingMachine {
  if (target.kind === 'slurm') {
    const { gpus = 0, gpuType, time } = target;
    // Without GPUs there is nothing that several nodes would share out.
    const nodes = gpus === 0 ? 1 : (target.nodes ?? 1);
    const slurm = time === undefined ? {} : { time };
    return { nodes, gpus, ...(gpuType !== undefined && { gpuName: gpuType }), slurm };
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
