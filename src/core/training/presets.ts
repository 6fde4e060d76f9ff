import type { ModelShape } from './modelShape.ts';

/** Our own templates, which mark the answers. */
export type TemplateName = 'mistral-instruct' | 'mistral-instruct-2023' | 'llama-2-chat' | 'chatml';

/** What is known of a model beforehand. With it, the training of the paper needs no further word. */
export interface ModelPreset {
  readonly shape: ModelShape;
  /** Left out: the model's own template is taken as it is. */
  readonly template?: TemplateName;
  /** The hub hands it out only to those who have accepted its licence. */
  readonly isGated: boolean;
}

export function presetOf(base: string): ModelPreset | undefined {
  return PRESETS.get(base.toLowerCase());
}

const MISTRAL_7B: ModelShape = {
  ...{ layers: 32, hidden: 4096, intermediate: 14_336, heads: 32, keyHeads: 8, headSize: 128 },
  ...{ vocabulary: 32_000, isTied: false },
};
const LLAMA_2_7B: ModelShape = {
  ...{ layers: 32, hidden: 4096, intermediate: 11_008, heads: 32, keyHeads: 32, headSize: 128 },
  ...{ vocabulary: 32_000, isTied: false },
};
const LLAMA_2_13B: ModelShape = {
  ...{ layers: 40, hidden: 5120, intermediate: 13_824, heads: 40, keyHeads: 40, headSize: 128 },
  ...{ vocabulary: 32_000, isTied: false },
};
const SMOLLM2_135M: ModelShape = {
  ...{ layers: 30, hidden: 576, intermediate: 1536, heads: 9, keyHeads: 3, headSize: 64 },
  ...{ vocabulary: 49_152, isTied: true },
};
const SMOLLM2_360M: ModelShape = {
  ...{ layers: 32, hidden: 960, intermediate: 2560, heads: 15, keyHeads: 5, headSize: 64 },
  ...{ vocabulary: 49_152, isTied: true },
};

/** By the name on the hub, in small letters. */
const PRESETS: ReadonlyMap<string, ModelPreset> = new Map<string, ModelPreset>([
  ['mistralai/mistral-7b-instruct-v0.2', { shape: MISTRAL_7B, template: 'mistral-instruct', isGated: true }],
  ['meta-llama/llama-2-7b-chat-hf', { shape: LLAMA_2_7B, template: 'llama-2-chat', isGated: true }],
  ['meta-llama/llama-2-13b-chat-hf', { shape: LLAMA_2_13B, template: 'llama-2-chat', isGated: true }],
  ['huggingfacetb/smollm2-135m-instruct', { shape: SMOLLM2_135M, isGated: false }],
  ['huggingfacetb/smollm2-360m-instruct', { shape: SMOLLM2_360M, isGated: false }],
]);
