import { ALL_SPLIT } from '../mixes/mix.ts';
import { readBoolean, readNumber } from './facts/readScalar.ts';
import { readTrain } from './readTrain.ts';
import { DEFAULT_EVALUATION, readBudget } from './schema/study.ts';
import type { SoundReader } from './soundReader.ts';
import {
  type DataPart,
  type DataPlan,
  type EvaluatePlan,
  type Keep,
  STUDY_MODELS,
  type StudyPlan,
} from './study.ts';
import { itemsOf, type Node, textOf, textsOf, valueAt } from './tree/node.ts';

/** The parts of the study that are there and without an error; undefined where none is. */
export function readStudyPlan(root: SoundReader): StudyPlan | undefined {
  const data = readData(root.value('study', 'data'));
  const train = readTrain(root.value('study', 'train'));
  const evaluate = readEvaluate(root.value('study', 'evaluate'));
  const budget = readBudget(textOf(root.value('study', 'budget')) ?? '');
  if (data === undefined && train === undefined && evaluate === undefined && budget === undefined)
    return undefined;
  return {
    ...(data && { data }),
    ...(train && { train }),
    ...(evaluate && { evaluate }),
    ...(budget && { budget }),
  };
}

function readData(node: Node | undefined): DataPlan | undefined {
  const parts = itemsOf(valueAt(node, 'parts')).flatMap((part) => readPart(part) ?? []);
  if (node === undefined || parts.length === 0) return undefined;
  const student = textOf(valueAt(node, 'student'));
  return { ...(student !== undefined && { student }), keep: readKeep(node), parts, ...readCommon(node) };
}

function readPart(node: Node): DataPart | undefined {
  const k = readNumber(valueAt(node, 'k'));
  const attempts = readNumber(valueAt(node, 'attempts'));
  if (k === undefined || attempts === undefined) return undefined;
  const split = textOf(valueAt(node, 'split')) ?? ALL_SPLIT;
  return {
    k,
    skills: textOf(valueAt(node, 'skills')) ?? split,
    topics: textOf(valueAt(node, 'topics')) ?? split,
    attempts,
  };
}

function readEvaluate(node: Node | undefined): EvaluatePlan | undefined {
  const splits = textsOf(valueAt(node, 'splits'));
  const k = itemsOf(valueAt(node, 'k')).flatMap((item) => readNumber(item) ?? []);
  if (node === undefined || splits.length === 0 || k.length === 0) return undefined;
  const named = textsOf(valueAt(node, 'students'));
  const models = STUDY_MODELS.filter((model) => named.includes(model));
  const students = named.filter((name) => !models.some((model) => model === name));
  const target = textOf(valueAt(node, 'target'));
  return {
    splits,
    k,
    mixes: readNumber(valueAt(node, 'mixes')) ?? DEFAULT_EVALUATION.mixes,
    generations: readNumber(valueAt(node, 'generations')) ?? DEFAULT_EVALUATION.generations,
    ...(named.length > 0 && { students, models }),
    engine: textOf(valueAt(node, 'engine')) === 'transformers' ? 'transformers' : 'vllm',
    ...(target !== undefined && { target }),
    unseen: readBoolean(valueAt(node, 'unseen')) ?? true,
    ...readCommon(node),
  };
}

function readCommon(node: Node): Pick<DataPlan, 'order' | 'repeats' | 'temperature' | 'maxTokens'> {
  const temperature = readNumber(valueAt(node, 'temperature'));
  const maxTokens = readNumber(valueAt(node, 'maxTokens'));
  return {
    order: textOf(valueAt(node, 'order')) === 'independent' ? 'independent' : 'nested',
    repeats: readBoolean(valueAt(node, 'repeats')) ?? false,
    ...(temperature !== undefined && { temperature }),
    ...(maxTokens !== undefined && { maxTokens }),
  };
}

function readKeep(node: Node): Keep {
  const keep = textOf(valueAt(node, 'keep'));
  return keep === 'all' || keep === 'all-skills' ? keep : 'full-marks';
}
