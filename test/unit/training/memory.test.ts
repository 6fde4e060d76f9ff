import { describe, expect, it } from 'vitest';
import type { TrainPlan } from '../../../src/core/skillset/trainPlan.ts';
import { estimateDuration } from '../../../src/core/training/duration.ts';
import { memoryNeed, trainedParameters } from '../../../src/core/training/memory.ts';
import { parametersOf, readModelShape } from '../../../src/core/training/modelShape.ts';
import { place } from '../../../src/core/training/placement.ts';
import { presetOf } from '../../../src/core/training/presets.ts';
import { trainPlan } from './plans.ts';

const MISTRAL = shapeOf('mistralai/Mistral-7B-Instruct-v0.2');
const LLAMA_13B = shapeOf('meta-llama/Llama-2-13b-chat-hf');
const GB = 1e9;

function shapeOf(base: string) {
  const preset = presetOf(base);
  if (preset === undefined) throw new Error(`Nothing is known of ${base}.`);
  return preset.shape;
}

describe('the size of a model', () => {
  it.each([
    // As the hub counts the weights of each.
    ['mistralai/Mistral-7B-Instruct-v0.2', 7_241_732_096],
    ['meta-llama/Llama-2-7b-chat-hf', 6_738_415_616],
    ['meta-llama/Llama-2-13b-chat-hf', 13_015_864_320],
    ['HuggingFaceTB/SmolLM2-135M-Instruct', 134_515_008],
    ['HuggingFaceTB/SmolLM2-360M-Instruct', 361_821_120],
  ])('%s has %d weights', (base, weights) => {
    expect(parametersOf(shapeOf(base))).toBe(weights);
  });

  it('is read from the config.json of a model', () => {
    const config = {
      ...{ model_type: 'mistral', hidden_size: 4096, intermediate_size: 14_336, num_hidden_layers: 32 },
      ...{ num_attention_heads: 32, num_key_value_heads: 8, vocab_size: 32_000, tie_word_embeddings: false },
    };
    expect(readModelShape(JSON.stringify(config))).toEqual(MISTRAL);
    expect(readModelShape('{"hidden_size": 4096}')).toBeUndefined();
    expect(readModelShape('no JSON')).toBeUndefined();
    expect(readModelShape(JSON.stringify({ ...config, num_local_experts: 8 }))).toBeUndefined();
  });
});

describe('the memory of a training', () => {
  it('of all weights is 16 bytes a weight, or 8 in 16 bits', () => {
    const one = { devices: 1, perDevice: 1 };
    const state = (shape: typeof MISTRAL, precision: TrainPlan['precision']) =>
      Math.round(memoryNeed(shape, trainPlan({ precision }), one).state / GB);
    expect(state(MISTRAL, 'float32')).toBe(116);
    expect(state(MISTRAL, 'bfloat16')).toBe(58);
    expect(state(LLAMA_13B, 'float32')).toBe(208);
    expect(state(LLAMA_13B, 'bfloat16')).toBe(104);
  });

  it('is shared out, but for what each GPU gathers', () => {
    const need = memoryNeed(MISTRAL, trainPlan({}), { devices: 4, perDevice: 4 });
    // A quarter of 16 bytes a weight, and twice one block of 218,103,808 weights in 4 bytes.
    expect(need.state).toBe((7_241_732_096 * 16) / 4 + 2 * 218_103_808 * 4);
    // 4 texts of 1,024 tokens: 4,096 values each, kept for 32 blocks in 2 bytes, and 34 for the one at work.
    expect(need.activations).toBe(4 * 1024 * 4096 * (2 * 32 + 34));
    expect(need.total).toBe(need.state + need.activations + need.overhead);
    expect(need.total / GB).toBeLessThan(40);
  });

  it('of axolotl has the scores of all words as well', () => {
    const [trl, axolotl] = (['trl', 'axolotl'] as const).map((engine) =>
      memoryNeed(MISTRAL, trainPlan({ engine }), { devices: 1, perDevice: 2 }),
    );
    expect((axolotl?.activations ?? 0) - (trl?.activations ?? 0)).toBe(8 * 32_000 * 2 * 1024);
  });

  it('of an adapter is the model’s weights and 16 bytes for each of its own, on each GPU', () => {
    const method = { kind: 'lora', rank: 16, alpha: 32, dropout: 0 } as const;
    // Rank times inputs and outputs: of q and o 8,192, of k and v 5,120, of the three others 18,432.
    const own = 32 * 16 * (2 * 8192 + 2 * 5120 + 3 * 18_432);
    expect(trainedParameters(MISTRAL, { method })).toBe(own);
    const plan = trainPlan({ method, precision: 'bfloat16' });
    for (const devices of [1, 4])
      expect(memoryNeed(MISTRAL, plan, { devices, perDevice: 1 }).state).toBe(7_241_732_096 * 2 + own * 16);
  });
});

describe('the sharing out of a batch', () => {
  const four = { nodes: 1, gpus: 4, gpuMemory: 80 * GB };

  it('takes as many at a time as the memory allows', () => {
    const placed = place(trainPlan({}), four, MISTRAL);
    expect(placed).toMatchObject({
      kind: 'placed',
      placement: { devices: 4, perDevice: 16, accumulation: 1 },
    });
    const tight = place(trainPlan({}), { ...four, gpuMemory: 38 * GB }, MISTRAL);
    expect(tight).toMatchObject({ placement: { devices: 4, perDevice: 2, accumulation: 8 } });
  });

  it('takes what is written, and one at a time where nothing is known', () => {
    expect(place(trainPlan({ perDevice: 8 }), four, MISTRAL)).toMatchObject({
      placement: { perDevice: 8, accumulation: 2 },
    });
    expect(place(trainPlan({}), four, undefined)).toMatchObject({
      placement: { perDevice: 1, accumulation: 16 },
    });
    expect(place(trainPlan({}), { nodes: 2, gpus: 4 }, MISTRAL)).toMatchObject({
      placement: { devices: 8, perDevice: 1, accumulation: 8 },
    });
  });

  it('is refused where it does not come out even', () => {
    expect(place(trainPlan({}), { nodes: 1, gpus: 3 }, MISTRAL)).toEqual({
      ...{ kind: 'uneven', devices: 3, perDevice: 1 },
    });
  });
});

describe('the time of a training', () => {
  it('is eight operations a weight and token over what the GPUs do', () => {
    const estimate = estimateDuration({
      ...{ parameters: 7e9, tokens: 64 * 500 * 4000, devices: 4, gpuName: 'NVIDIA A100-SXM4-80GB' },
    });
    expect(estimate?.seconds).toBeCloseTo((8 * 7e9 * 128e6) / (0.4 * 312e12 * 4), 6);
    expect(estimate?.basis).toContain('312 TFLOP/s');
  });

  it('is not told of a GPU that is not known', () => {
    expect(estimateDuration({ parameters: 7e9, tokens: 1e6, devices: 1 })).toBeUndefined();
    expect(
      estimateDuration({ parameters: 7e9, tokens: 1e6, devices: 1, gpuName: 'Voodoo 2' }),
    ).toBeUndefined();
  });
});
