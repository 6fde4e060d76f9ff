import { readNumber } from './facts/readScalar.ts';
import { DEFAULT_LORA, DEFAULT_TRAINING } from './schema/train.ts';
import type { Schedule, TrainMethod, TrainPlan } from './trainPlan.ts';
import { itemsOf, type Node, textOf, textsOf, valueAt } from './tree/node.ts';

/** The training that `study.train` asks for; undefined where it names no base. */
export function readTrain(node: Node | undefined): TrainPlan | undefined {
  const base = textOf(valueAt(node, 'base'));
  if (base === undefined) return undefined;
  const number = (key: string) => readNumber(valueAt(node, key));
  const word = (key: string) => textOf(valueAt(node, key));
  const method = readMethod(node);
  const precision = word('precision') ?? (method.kind === 'lora' ? 'bfloat16' : DEFAULT_TRAINING.precision);
  const [target, chatTemplate] = [word('target'), word('chatTemplate')];
  const [perDevice, seed] = [number('perDevice'), number('seed')];
  const pretraining = readPretraining(valueAt(node, 'pretraining'));
  return {
    base,
    engine: word('engine') === 'axolotl' ? 'axolotl' : DEFAULT_TRAINING.engine,
    ...(target !== undefined && { target }),
    data: readChoice(valueAt(node, 'data')),
    method,
    precision: precision === 'bfloat16' ? 'bfloat16' : 'float32',
    steps: number('steps') ?? DEFAULT_TRAINING.steps,
    batch: number('batch') ?? DEFAULT_TRAINING.batch,
    ...(perDevice !== undefined && { perDevice }),
    learningRate: number('learningRate') ?? DEFAULT_TRAINING.learningRate,
    schedule: readSchedule(word('schedule')),
    warmup: number('warmup') ?? DEFAULT_TRAINING.warmup,
    maxLength: number('maxLength') ?? DEFAULT_TRAINING.maxLength,
    ...(chatTemplate !== undefined && { chatTemplate }),
    sharding: word('sharding') === 'zero3' ? 'zero3' : DEFAULT_TRAINING.sharding,
    saveEvery: number('saveEvery') ?? DEFAULT_TRAINING.saveEvery,
    ...(pretraining !== undefined && { pretraining }),
    ...(seed !== undefined && { seed }),
  };
}

function readChoice(node: Node | undefined): TrainPlan['data'] {
  const k = itemsOf(valueAt(node, 'k')).flatMap((item) => readNumber(item) ?? []);
  const size = readNumber(valueAt(node, 'size'));
  return { ...(k.length > 0 && { k }), ...(size !== undefined && { size }) };
}

function readMethod(node: Node | undefined): TrainMethod {
  const lora = valueAt(node, 'lora');
  const named = textOf(valueAt(node, 'method'));
  if (named === 'full' || (named !== 'lora' && lora === undefined)) return { kind: 'full' };
  const modules = textsOf(valueAt(lora, 'modules'));
  return {
    kind: 'lora',
    rank: readNumber(valueAt(lora, 'rank')) ?? DEFAULT_LORA.rank,
    alpha: readNumber(valueAt(lora, 'alpha')) ?? DEFAULT_LORA.alpha,
    dropout: readNumber(valueAt(lora, 'dropout')) ?? DEFAULT_LORA.dropout,
    ...(modules.length > 0 && { modules }),
  };
}

function readSchedule(word: string | undefined): Schedule {
  return word === 'linear' || word === 'cosine' ? word : DEFAULT_TRAINING.schedule;
}

/** A share of nothing is none. */
function readPretraining(node: Node | undefined): TrainPlan['pretraining'] {
  const path = textOf(valueAt(node, 'path'));
  const share = readNumber(valueAt(node, 'share')) ?? 0;
  return path === undefined || share <= 0 ? undefined : { path, share };
}
