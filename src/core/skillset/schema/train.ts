/** What stands in `study.train:`. */
import { choice, integer, mapping, oneOrMore, positive, type Shape, text } from './shape.ts';

/** The settings of the paper: 4,000 steps of 64 texts, and a constant rate after 64 steps of warm-up. */
export const DEFAULT_TRAINING = {
  engine: 'trl',
  steps: 4000,
  batch: 64,
  learningRate: 2e-5,
  schedule: 'constant',
  warmup: 64,
  maxLength: 1024,
  method: 'full',
  precision: 'float32',
  sharding: 'fsdp',
  saveEvery: 500,
} as const;
export const DEFAULT_LORA = { rank: 16, alpha: 32, dropout: 0 } as const;

const share: Shape = { kind: 'number', least: 0, most: 0.99 };

const trainDataShape = mapping('the texts to train on', {
  k: {
    shape: oneOrMore(integer(1)),
    documentation: 'The numbers of skills per text: `[1, 2]` is the paper’s D(1,2).',
    byDefault: 'every k of the data',
    example: '[1, 2, 3]',
    snippet: ' [$0]',
  },
  size: {
    shape: integer(1),
    documentation:
      'How many texts are drawn, with the study’s seed. A smaller number is the beginning of a larger one.',
    byDefault: 'all that pass `keep`',
    example: '8000',
  },
});

const loraShape = mapping('the adapter', {
  rank: {
    shape: integer(1),
    documentation: 'The rank of the adapter’s matrices.',
    byDefault: String(DEFAULT_LORA.rank),
    example: '16',
  },
  alpha: {
    shape: integer(1),
    documentation: 'The adapter counts by `alpha / rank`.',
    byDefault: String(DEFAULT_LORA.alpha),
    example: '32',
  },
  dropout: {
    shape: { kind: 'number', least: 0, most: 0.9 },
    documentation: 'The share of the adapter’s inputs that each step leaves out.',
    byDefault: String(DEFAULT_LORA.dropout),
    example: '0.05',
  },
  modules: {
    shape: oneOrMore(text),
    documentation: 'The layers that get an adapter, by the names that the model gives them.',
    byDefault: 'every linear layer but the last',
    example: '[q_proj, v_proj]',
    snippet: ' [$0]',
  },
});

const pretrainingShape = mapping('the text of the pre-training', {
  path: {
    shape: text,
    required: true,
    documentation: 'A JSONL file on the target, each line with a `text`; its loss is on every token.',
    example: '/data/redpajama/sample.jsonl',
  },
  share: {
    shape: share,
    required: true,
    documentation: 'Its share of all rows, above 0 and below 1. TRL does not mix such text in; axolotl does.',
    example: '0.1',
  },
});

export const trainShape = mapping('the training', {
  base: {
    shape: text,
    required: true,
    documentation: 'The model to fine-tune, by its name on the hub or its path on the target.',
    example: 'mistralai/Mistral-7B-Instruct-v0.2',
  },
  engine: {
    shape: choice({ trl: 'Hugging Face TRL.', axolotl: 'Axolotl.' }),
    documentation: 'The program that does the training on the target.',
    byDefault: DEFAULT_TRAINING.engine,
    example: 'trl',
  },
  target: {
    shape: text,
    documentation: 'The machine that the job runs on, by its name in the settings.',
    example: 'lab',
  },
  data: {
    shape: trainDataShape,
    documentation: 'Which of the texts that pass `data.keep` are trained on.',
    byDefault: 'all',
    example: '{ k: [1, 2, 3], size: 8000 }',
    snippet: ' { k: [$1], size: $2 }',
  },
  method: {
    shape: choice({
      full: 'Every weight of the model is trained.',
      lora: 'The model stays as it is, and a small adapter is trained.',
    }),
    documentation: 'What is trained.',
    byDefault: DEFAULT_TRAINING.method,
    example: 'full',
  },
  lora: {
    shape: loraShape,
    documentation: 'How the adapter is made; it says that one is.',
    example: '{ rank: 16, alpha: 32 }',
    snippet: ' { rank: $1 }',
  },
  precision: {
    shape: choice({
      float32:
        'Weights and the optimiser’s state in 32 bits, computed with in bfloat16 where there is a GPU: 16 bytes a weight.',
      bfloat16: 'Everything in 16 bits: 8 bytes a weight. Small changes of the weights may be rounded away.',
    }),
    documentation: 'How exactly the weights that are trained are kept.',
    byDefault: `${DEFAULT_TRAINING.precision}; the model under an adapter is in bfloat16`,
    example: 'float32',
  },
  steps: {
    shape: integer(1),
    documentation: 'How many optimiser steps are made.',
    byDefault: String(DEFAULT_TRAINING.steps),
    example: '4000',
  },
  batch: {
    shape: integer(1),
    documentation: 'How many texts one step sees, over all devices.',
    byDefault: String(DEFAULT_TRAINING.batch),
    example: '64',
  },
  perDevice: {
    shape: integer(1),
    documentation:
      'How many texts one GPU holds at a time; the rest of the batch follows before the step is made.',
    byDefault: 'as many as its memory takes by the estimate',
    example: '4',
  },
  learningRate: {
    shape: positive,
    documentation: 'The highest learning rate, such as `2e-5`.',
    byDefault: '2e-5',
    example: '2e-5',
  },
  schedule: {
    shape: choice({
      constant: 'The same rate after the warm-up.',
      linear: 'Falls evenly to zero.',
      cosine: 'Falls to zero along a half cosine.',
    }),
    documentation: 'How the learning rate goes on after the warm-up.',
    byDefault: DEFAULT_TRAINING.schedule,
    example: 'constant',
  },
  warmup: {
    shape: integer(0),
    documentation: 'How many steps the learning rate takes to rise from zero.',
    byDefault: String(DEFAULT_TRAINING.warmup),
    example: '64',
  },
  maxLength: {
    shape: integer(1),
    documentation: 'The longest sequence, in tokens. Longer ones are cut.',
    byDefault: String(DEFAULT_TRAINING.maxLength),
    example: '1024',
  },
  chatTemplate: {
    shape: text,
    documentation:
      'How a conversation is written for the model: `own` for the model’s own template, one of those that Skillmix has (`mistral-instruct`, `mistral-instruct-2023`, `llama-2-chat`, `chatml`), or the path of a `.jinja` file beside this one. What it writes must be what the model’s own template writes.',
    byDefault: 'the one known for the model, else `own`',
    example: 'mistral-instruct',
  },
  sharding: {
    shape: choice({
      fsdp: 'PyTorch’s fully sharded data parallelism (FSDP2).',
      zero3: 'DeepSpeed’s ZeRO, stage 3.',
    }),
    documentation:
      'How weights and the optimiser’s state are shared out over several GPUs. The model under an adapter is not: each GPU has all of it.',
    byDefault: DEFAULT_TRAINING.sharding,
    example: 'fsdp',
  },
  saveEvery: {
    shape: integer(1),
    documentation:
      'After how many steps the state is saved. A training that was interrupted, or reached its time limit on Slurm, goes on from the last one.',
    byDefault: String(DEFAULT_TRAINING.saveEvery),
    example: '500',
  },
  pretraining: {
    shape: pretrainingShape,
    documentation:
      'Text of the kind that the model was first trained on, mixed in so that it keeps what it could do.',
    byDefault: 'none',
    example: '{ path: /data/sample.jsonl, share: 0.1 }',
    snippet: ' { path: $1, share: $2 }',
  },
  seed: {
    shape: { kind: 'integer', least: 0, most: 4_294_967_295 },
    documentation: 'Decides the order of the texts and every other draw of the training.',
    byDefault: 'that of the study',
    example: '10',
  },
});
