/** What stands in `study:`. */
import type { AnswerEngine, Budget, StudyModel } from '../study.ts';
import {
  boolean,
  choice,
  choicesOf,
  filledListOf,
  integer,
  mapping,
  mappingFrom,
  oneOrMore,
  referenceTo,
  type Shape,
  stop,
  text,
} from './shape.ts';
import {
  below,
  dataLines,
  itemBelow,
  partLine,
  partSnippets,
  studySnippets,
  trainLines,
} from './snippets.ts';
import { trainShape } from './train.ts';

export const DEFAULT_SEED = 0;
export const DEFAULT_ROUNDS = 3;
export const DEFAULT_EVALUATION = { mixes: 100, generations: 3 } as const;

const model: Shape = {
  kind: 'pattern',
  matches: /^[^\s/]+\/\S+$/u,
  expected: 'an endpoint and a model, such as "openai/gpt-4o"',
  choices: [],
};

const evaluated: Shape = {
  kind: 'pattern',
  matches: /^(?:base|tuned|[^\s/]+\/\S+)$/u,
  expected: '"base", "tuned", or an endpoint and a model, such as "openai/gpt-4o"',
  choices: choicesOf({
    base: 'The model that `train` begins with, answering on a target.',
    tuned: 'The model that `train` made of it, answering on the target where it was trained.',
  } satisfies Record<StudyModel, string>),
};

const grader: Shape = {
  kind: 'pattern',
  matches: /^(?:rule|[^\s/]+\/\S+)$/u,
  expected: 'an endpoint and a model, such as "openai/gpt-4o", or "rule"',
  choices: [{ value: 'rule', documentation: 'Grades skills that carry a `check`, without any model.' }],
};

const split = referenceTo('split');

/** Keys that the data and the evaluation have in common: how mixes are drawn, and how the student is asked. */
const drawingKeys = {
  order: {
    shape: choice({
      nested: 'The mixes of k skills are the beginnings of those of k + 1.',
      independent: 'The mixes of each k are drawn afresh.',
    }),
    documentation: 'How the mixes of one k go with those of the next.',
    byDefault: 'nested',
    example: 'nested',
  },
  repeats: {
    shape: boolean,
    documentation: 'Whether the same mix may be drawn again.',
    byDefault: 'false',
    example: 'false',
  },
  temperature: {
    shape: { kind: 'number', least: 0, most: 2 },
    documentation: 'The temperature of the student, from 0 to 2.',
    byDefault: 'that of its endpoint',
    example: '0.7',
  },
  maxTokens: {
    shape: integer(1),
    documentation: 'The most tokens that one reply of the student may have.',
    byDefault: 'that of its endpoint',
    example: '800',
  },
} as const;

const partShape = mappingFrom(partSnippets, 'a part of the data', {
  k: {
    shape: integer(1),
    required: true,
    documentation: 'How many skills each text has to show.',
    example: '2',
  },
  split: {
    shape: split,
    documentation: 'The split that skills and topics are drawn from.',
    byDefault: 'all',
    example: 'training',
  },
  skills: {
    shape: split,
    documentation: 'The split that the skills are drawn from, where it is another than that of the topics.',
    example: 'all',
  },
  topics: {
    shape: split,
    documentation: 'The split that the topics are drawn from, where it is another than that of the skills.',
    example: 'training',
  },
  attempts: {
    shape: integer(1),
    required: true,
    documentation: 'How many mixes are drawn and tried. Only texts that pass `keep` become data.',
    example: '10000',
  },
});

const dataShape = mapping('the data', {
  student: {
    shape: model,
    documentation: 'The model that writes the training texts, as `endpoint/model`.',
    example: 'openai/gpt-4o',
  },
  keep: {
    shape: choice({
      'full-marks': 'Texts that earn all k + 3 points.',
      'all-skills': 'Texts that earn every skill point and at least two of the other three.',
      all: 'Every text.',
    }),
    documentation: 'Which texts become training data.',
    byDefault: 'full-marks',
    example: 'full-marks',
  },
  parts: {
    shape: filledListOf(partShape),
    required: true,
    documentation:
      'The parts of the data set, each with its k, where it draws from, and how many attempts it makes.',
    snippet: itemBelow(partLine(1)),
  },
  ...drawingKeys,
});

const evaluateShape = mapping('the evaluation', {
  splits: {
    shape: oneOrMore(split),
    required: true,
    documentation: 'The splits to evaluate on. `all` stands for all skills and all topics.',
    example: '[training, held-out, all]',
    snippet: ' [$0]',
  },
  k: {
    shape: oneOrMore(integer(1)),
    required: true,
    documentation: 'The numbers of skills per mix.',
    example: '[2, 3, 4, 5]',
    snippet: ' [$0]',
  },
  mixes: {
    shape: integer(1),
    documentation: 'How many mixes are drawn for each split and k.',
    byDefault: String(DEFAULT_EVALUATION.mixes),
    example: '100',
  },
  generations: {
    shape: integer(1),
    documentation: 'How many texts are generated for each mix.',
    byDefault: String(DEFAULT_EVALUATION.generations),
    example: '3',
  },
  students: {
    shape: oneOrMore(evaluated),
    documentation:
      'Who is evaluated, all on the same mixes: `base` and `tuned` of the training, and models as `endpoint/model`.',
    byDefault: '`base` and `tuned` where the study runs its training, else the student of the data',
    example: '[base, tuned]',
    snippet: ' [$0]',
  },
  engine: {
    shape: choice({
      vllm: 'vLLM: batches of requests on GPUs; an adapter is answered for by its server.',
      transformers:
        'The server of Hugging Face Transformers, one request after the other: also without a GPU. It draws words by chance only where the model’s own `generation_config.json` has `do_sample: true`, whatever the temperature.',
    } satisfies Record<AnswerEngine, string>),
    documentation: 'The program that lets `base` and `tuned` answer on the target.',
    byDefault: 'vllm',
    example: 'vllm',
  },
  target: {
    shape: text,
    documentation: 'The machine that `base` and `tuned` answer on, by its name in the settings.',
    byDefault: 'that of the training',
    example: 'lab',
  },
  unseen: {
    shape: boolean,
    documentation:
      'Whether mixes that the data draws are kept out of the evaluation, so that no student has trained on them.',
    byDefault: 'true',
    example: 'true',
  },
  ...drawingKeys,
});

const gradeShape = mapping('the grading', {
  graders: {
    shape: oneOrMore(grader),
    required: true,
    documentation: 'Who grades: models as `endpoint/model`, or `rule` for skills that carry a `check`.',
    example: '[openai/gpt-4o, anthropic/claude-opus-4-1]',
    snippet: ' [$0]',
  },
  rounds: {
    shape: integer(1),
    documentation: 'How often each grader grades each text, each time anew. The majority decides.',
    byDefault: String(DEFAULT_ROUNDS),
    example: '3',
  },
  nameRule: {
    shape: { kind: 'boolean' },
    documentation: 'Whether a skill that is named in the text loses its point.',
    byDefault: 'true',
    example: 'true',
  },
});

const BUDGET = /^(?:(?<dollars>\d+(?:\.\d+)?)\s*USD|(?<tokens>\d+)\s*tokens)$/u;

export const studyShape = mappingFrom(studySnippets, 'the study', {
  seed: {
    shape: { kind: 'integer', least: 0, most: 4_294_967_295 },
    documentation: 'Decides every random draw, so that a study can be repeated.',
    byDefault: String(DEFAULT_SEED),
    example: '10',
  },
  data: {
    shape: dataShape,
    documentation: 'How the training texts are made.',
    snippet: below(dataLines),
  },
  train: { shape: trainShape, documentation: 'How the student is fine-tuned.', snippet: below(trainLines) },
  evaluate: {
    shape: evaluateShape,
    documentation: 'What is measured, before and after training.',
    snippet: ` { splits: [${stop(1, 'all')}], k: [${stop(2, '2, 3')}], mixes: ${stop(3, '100')}, generations: ${stop(4, '3')} }`,
  },
  grade: {
    shape: gradeShape,
    documentation: 'Who grades the texts and how often.',
    snippet: ` { graders: [${stop(1, 'openai/gpt-4o')}], rounds: ${stop(2, '3')} }`,
  },
  budget: {
    shape: {
      kind: 'pattern',
      matches: BUDGET,
      expected:
        'an amount in US dollars, the one currency that prices are known in, such as "50 USD", or a number of tokens, such as "2000000 tokens"',
      choices: [],
    },
    documentation:
      'The most that the study may use, in US dollars such as `50 USD`, or in tokens such as `2000000 tokens`. A run stops before it would use more.',
    example: '50 USD',
    snippet: ` ${stop(1, '50')} USD`,
  },
});

/** Undefined where the text is no budget. */
export function readBudget(text: string): Budget | undefined {
  const groups = BUDGET.exec(text.trim())?.groups;
  if (groups?.dollars !== undefined)
    return { kind: 'money', amount: Number(groups.dollars), currency: 'USD' };
  return groups?.tokens === undefined ? undefined : { kind: 'tokens', amount: Number(groups.tokens) };
}
