/** What `study.train` asks for. What it leaves out has its default here. */

export type TrainEngine = 'trl' | 'axolotl';

/** How the learning rate goes on after the warm-up. */
export type Schedule = 'constant' | 'linear' | 'cosine';

/** How the weights that are trained are kept: with their gradients and Adam's two moments, 16 or 8 bytes a weight. */
export type Precision = 'float32' | 'bfloat16';

/** How weights and the optimiser's state are shared out over several GPUs. */
export type Sharding = 'fsdp' | 'zero3';

export type TrainMethod =
  | { readonly kind: 'full' }
  | {
      readonly kind: 'lora';
      readonly rank: number;
      readonly alpha: number;
      readonly dropout: number;
      /** By the model's names. Left out: every linear layer but the last. */
      readonly modules?: readonly string[];
    };

export interface TrainPlan {
  /** A name on the hub, or a path on the target. */
  readonly base: string;
  readonly engine: TrainEngine;
  readonly target?: string;
  /** Which of the kept texts. Left out: all. */
  readonly data: { readonly k?: readonly number[]; readonly size?: number };
  readonly method: TrainMethod;
  readonly precision: Precision;
  /** Optimiser steps. */
  readonly steps: number;
  /** Texts that one step sees, over all devices. */
  readonly batch: number;
  /** Texts that one GPU holds at a time. Left out: what the estimate of its memory allows. */
  readonly perDevice?: number;
  readonly learningRate: number;
  readonly schedule: Schedule;
  /** Steps. */
  readonly warmup: number;
  /** Tokens. */
  readonly maxLength: number;
  /** `own`, the name of one of ours, or the path of a file beside the skillset. Left out: what is known of `base`. */
  readonly chatTemplate?: string;
  readonly sharding: Sharding;
  /** Steps. */
  readonly saveEvery: number;
  /** A JSONL file with `text` on the target, and its share of all rows, in (0, 1). */
  readonly pretraining?: { readonly path: string; readonly share: number };
  /** Left out: that of the study. */
  readonly seed?: number;
}
