import type { EngineName } from '../jobs/jobSpec.ts';

/** What the environment of an engine holds, so that what was tried is what runs. */
export interface EnginePins {
  /** Of Python itself. */
  readonly python: string;
  /** As `uv pip install` takes them. What they need further, they name themselves. */
  readonly packages: readonly string[];
}

/** The versions that the engines' tests were run with; vLLM's in its build for processors. */
export const ENGINE_PINS: Readonly<Record<EngineName, EnginePins>> = {
  trl: {
    python: '3.11',
    packages: [
      'trl==1.16.0',
      'transformers==5.23.0',
      'torch==2.15.0',
      'accelerate==1.15.0',
      'peft==0.21.2',
      'datasets==5.2.0',
    ],
  },
  // It pins torch, transformers, accelerate and TRL itself.
  axolotl: { python: '3.11', packages: ['axolotl==0.19.0'] },
  // It pins torch itself.
  vllm: { python: '3.11', packages: ['vllm==0.32.0'] },
  transformers: {
    python: '3.11',
    packages: ['transformers[serving]==5.23.0', 'torch==2.15.0', 'accelerate==1.15.0', 'peft==0.21.2'],
  },
};

/** What sharing out by ZeRO needs beside the engine. */
export const DEEPSPEED_PIN = 'deepspeed==0.19.8';
