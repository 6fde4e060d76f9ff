import type { EngineName } from './jobSpec.ts';

/** What a target has, as it told. */
export interface TargetProbe {
  /** `user@host`. */
  readonly who: string;
  /** Such as `Linux 6.1 x86_64`. */
  readonly system: string;
  /** Absolute: where jobs and environments are kept. */
  readonly folder: string;
  readonly disk: { readonly freeBytes: number; readonly totalBytes: number };
  readonly gpus: readonly Gpu[];
  /** Of the driver: the newest CUDA it runs, such as `12.4`. */
  readonly cuda?: string;
  /** Versions, where the programs were found. */
  readonly python?: string;
  readonly uv?: string;
  /** Absolute: where `uv` was found. */
  readonly uvPath?: string;
  readonly engines: readonly FoundEngine[];
  readonly slurm?: { readonly version: string; readonly partitions: readonly Partition[] };
  /** Sentences about what keeps jobs from being true here, such as a system without process groups. */
  readonly warnings: readonly string[];
}

export interface Gpu {
  readonly name: string;
  readonly memoryBytes: number;
  readonly freeBytes: number;
}

export interface FoundEngine {
  readonly engine: EngineName;
  readonly version: string;
  /** The folder of the environment. */
  readonly environment: string;
}

export interface Partition {
  readonly name: string;
  readonly isDefault: boolean;
  readonly nodes: number;
  /** As Slurm writes it: `infinite`, or `1-00:00:00`. */
  readonly timeLimit: string;
  /** Of one node, by type; the type is empty where Slurm names none. */
  readonly gpus: readonly { readonly type: string; readonly count: number }[];
}
