/** How long a training takes, by arithmetic alone. */
export interface DurationEstimate {
  readonly seconds: number;
  /** What it rests on, for people. */
  readonly basis: string;
}

export interface TrainingWork {
  readonly parameters: number;
  /** Of all steps together. */
  readonly tokens: number;
  readonly devices: number;
  readonly gpuName?: string;
}

/**
 * Forward and backward pass are 6 floating-point operations for each weight and token, and recomputing the forward
 * pass 2 more (Kaplan et al. 2020; Korthikanti et al. 2022). Undefined where the GPU is not known.
 */
export function estimateDuration(work: TrainingWork): DurationEstimate | undefined {
  const known = SPEEDS.find(({ name }) => name.test(work.gpuName ?? ''));
  if (known === undefined) return undefined;
  const operations = 8 * work.parameters * work.tokens;
  const perSecond = known.teraflops * 1e12 * UTILISATION * work.devices;
  return {
    seconds: operations / perSecond,
    basis: `8 operations a weight and token, at ${UTILISATION * 100} % of ${known.teraflops} TFLOP/s a GPU`,
  };
}

/** What well-set-up trainings of this size reach of the makers' figure. */
const UTILISATION = 0.4;

/** Dense bfloat16, by the makers' data sheets. */
const SPEEDS: readonly { readonly name: RegExp; readonly teraflops: number }[] = [
  { name: /H100 PCIe/iu, teraflops: 756 },
  { name: /H[12]00/iu, teraflops: 989 },
  { name: /B200/iu, teraflops: 2250 },
  { name: /A100/iu, teraflops: 312 },
  { name: /L40S/iu, teraflops: 362 },
  { name: /A10G?\b/iu, teraflops: 125 },
  { name: /A6000/iu, teraflops: 155 },
  { name: /4090/iu, teraflops: 165 },
  { name: /3090/iu, teraflops: 71 },
];
