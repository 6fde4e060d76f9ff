import { ALL_SPLIT } from '../../mixes/mix.ts';
import type { SkillsetDocument } from '../document.ts';
import { readNumber } from '../facts/readScalar.ts';
import { findDefinition } from '../names.ts';
import { shiftRange } from '../problem.ts';
import { readSplit } from '../readEntries.ts';
import { nameKey, type SplitRule } from '../skillset.ts';
import { itemsOf, type Node, textOf, textsOf, valueAt } from '../tree/node.ts';
import type { Placed } from '../tree/section.ts';
import type { Checked, ProjectCheck } from './projectCheck.ts';

/** A mix holds k different skills, so there have to be k. */
export const checkKRange: ProjectCheck = (checked) => {
  for (const document of checked.project.documents.values()) {
    const study = studyOf(document);
    if (study === undefined) continue;
    const sizes = splitSizes(checked);
    const check = kCheck(study.at, document, checked);
    for (const { k, split } of [...partUses(study.node), ...evaluationUses(study.node)])
      check(k, split, sizes(split));
  }
};

interface KUse {
  readonly k: Node;
  readonly split: string;
}

function studyOf(document: SkillsetDocument): Placed | undefined {
  const content = document.sections.find(({ name }) => name === 'study')?.content;
  return content?.kind === 'value' ? content.value : undefined;
}

function partUses(study: Node): KUse[] {
  return itemsOf(valueAt(valueAt(study, 'data'), 'parts')).flatMap((part) => {
    const k = valueAt(part, 'k');
    const split = textOf(valueAt(part, 'skills')) ?? textOf(valueAt(part, 'split')) ?? ALL_SPLIT;
    return k === undefined ? [] : { k, split };
  });
}

function evaluationUses(study: Node): KUse[] {
  const evaluate = valueAt(study, 'evaluate');
  const splits = textsOf(valueAt(evaluate, 'splits'));
  return itemsOf(valueAt(evaluate, 'k')).flatMap((k) => splits.map((split) => ({ k, split })));
}

/** One complaint for each k: the first split that is too small for it. */
function kCheck(at: number, document: SkillsetDocument, { acceptIn }: Checked) {
  const told = new Set<Node>();
  return (node: Node, split: string, size: number | undefined): void => {
    const k = readNumber(node);
    if (k === undefined || size === undefined || k <= size || told.has(node)) return;
    told.add(node);
    const message = `A mix of ${k} skills cannot be drawn from the split "${split}": it has ${size}. Lower k, or add skills.`;
    acceptIn(document.path)('error', 'k-out-of-range', message, shiftRange(node, at));
  };
}

/** How many skills a split has; undefined: there is no such split. */
function splitSizes({ index }: Checked): (split: string) => number | undefined {
  const known = new Map<string, number>([[ALL_SPLIT, index.definitions.skill.size]]);
  return (split) => {
    const key = nameKey(split);
    const size = known.get(key) ?? countedSize(split);
    if (size !== undefined) known.set(key, size);
    return size;
  };

  function countedSize(split: string): number | undefined {
    const definition = findDefinition(index, ['split'], split);
    const pair =
      definition?.entry.kind === 'mapping' &&
      definition.entry.pairs.find(({ key }) => key.value === definition.name);
    return pair ? countSkills(readSplit(split, pair.value)) : undefined;
  }

  function countSkills(rule: SplitRule): number {
    const categories = rule.categories && new Set(rule.categories.map(nameKey));
    const skills = rule.skills && new Set(rule.skills.map(nameKey));
    const exclude = new Set(rule.exclude.map(nameKey));
    let count = 0;
    for (const { key, entry } of index.definitions.skill.values()) {
      const category = nameKey(textOf(valueAt(entry, 'category')) ?? '');
      if ((categories?.has(category) ?? true) && (skills?.has(key) ?? true) && !exclude.has(key)) count += 1;
    }
    return count;
  }
}
