import { ALL_SPLIT } from '../../mixes/mix.ts';
import type { SkillsetDocument } from '../document.ts';
import { readBoolean, readNumber } from '../facts/readScalar.ts';
import { DEFAULT_EVALUATION } from '../schema/study.ts';
import { itemsOf, type Node, textOf, valueAt } from '../tree/node.ts';
import type { Placed } from '../tree/section.ts';

/** Mixes that the study draws, where it says so. Ranges count as in the study's node. */
export interface StudyDraw {
  readonly use: 'data' | 'evaluate';
  readonly k: Node;
  /** The splits that skills and topics are drawn from. */
  readonly skills: string;
  readonly topics: string;
  /** Of an evaluation: the entry of its splits. */
  readonly split?: Node;
  readonly count: number | undefined;
  /** Undefined: the count is the default. */
  readonly countNode: Node | undefined;
  readonly repeats: boolean;
}

export function studyOf(document: SkillsetDocument): Placed | undefined {
  const content = document.sections.find(({ name }) => name === 'study')?.content;
  return content?.kind === 'value' ? content.value : undefined;
}

export function drawsOf(study: Node): StudyDraw[] {
  return [...dataDraws(valueAt(study, 'data')), ...evaluationDraws(valueAt(study, 'evaluate'))];
}

function dataDraws(data: Node | undefined): StudyDraw[] {
  const repeats = readBoolean(valueAt(data, 'repeats')) ?? false;
  return itemsOf(valueAt(data, 'parts')).flatMap((part) => {
    const k = valueAt(part, 'k');
    const countNode = valueAt(part, 'attempts');
    const split = textOf(valueAt(part, 'split')) ?? ALL_SPLIT;
    const skills = textOf(valueAt(part, 'skills')) ?? split;
    const topics = textOf(valueAt(part, 'topics')) ?? split;
    const count = readNumber(countNode);
    return k === undefined ? [] : { use: 'data' as const, k, skills, topics, count, countNode, repeats };
  });
}

function evaluationDraws(evaluate: Node | undefined): StudyDraw[] {
  const countNode = valueAt(evaluate, 'mixes');
  const count = countNode === undefined ? DEFAULT_EVALUATION.mixes : readNumber(countNode);
  const repeats = readBoolean(valueAt(evaluate, 'repeats')) ?? false;
  const splits = itemsOf(valueAt(evaluate, 'splits'));
  return itemsOf(valueAt(evaluate, 'k')).flatMap((k) =>
    splits.flatMap((split) => {
      const name = textOf(split);
      if (name === undefined) return [];
      return { use: 'evaluate' as const, k, skills: name, topics: name, split, count, countNode, repeats };
    }),
  );
}
