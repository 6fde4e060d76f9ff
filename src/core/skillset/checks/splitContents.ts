import { listed } from '../facts/messages.ts';
import { findDefinition, relatedTo } from '../names.ts';
import { lastResult } from './lastResult.ts';
import type { Checked, ProjectCheck } from './projectCheck.ts';
import { type SplitMembers, type Splits, splitsOf } from './splitMembers.ts';

/** A split without skills or topics gives no mixes. */
export const checkEmptySplits: ProjectCheck = ({ project, index, acceptIn }) => {
  const { skill, topic } = index.definitions;
  for (const { name, skills, topics, rule } of splitsOf(project, index).defined) {
    const missing = [
      ...(skills.size === 0 && skill.size > 0 ? ['skills'] : []),
      ...(topics.size === 0 && topic.size > 0 ? ['topics'] : []),
    ];
    // A name that leads nowhere is told where it stands, and may be all that is wrong.
    const definition = findDefinition(index, ['split'], name);
    if (missing.length === 0 || definition === undefined || namesUnknown(rule, { index })) continue;
    const message = `The split "${name}" has no ${listed(missing, 'and no')}, so that no mix can be drawn from it. Check what it takes and what it leaves out.`;
    acceptIn(definition.path)('warning', 'empty-split', message, definition.range);
  }
};

function namesUnknown(rule: SplitMembers['rule'], { index }: Pick<Checked, 'index'>): boolean {
  const named = rule?.topics.kind === 'named' ? rule.topics.names : [];
  return (
    (rule?.categories ?? []).some((name) => findDefinition(index, ['category'], name) === undefined) ||
    (rule?.skills ?? []).some((name) => findDefinition(index, ['skill'], name) === undefined) ||
    named.some((name) => findDefinition(index, ['topic'], name) === undefined)
  );
}

/** Two splits that share skills hold nothing out from each other. A split of every skill is meant to. */
export const checkOverlappingSplits: ProjectCheck = ({ project, index, acceptIn }) => {
  for (const { split, other, keys } of overlapsOf(splitsOf(project, index), index.definitions.skill.size)) {
    const first = findDefinition(index, ['split'], other.name);
    const again = findDefinition(index, ['split'], split.name);
    if (first === undefined || again === undefined) continue;
    const name = index.definitions.skill.get(keys[0] ?? '')?.name ?? '';
    const what = keys.length === 1 ? `the skill "${name}"` : `${keys.length} skills, such as "${name}"`;
    const message = `The splits "${other.name}" and "${split.name}" share ${what}: neither is held out from the other.`;
    const related = [relatedTo(first, 'The other split.')];
    acceptIn(again.path)('information', 'overlapping-splits', message, again.range, { related });
  }
};

interface Overlap {
  readonly split: SplitMembers;
  readonly other: SplitMembers;
  readonly keys: readonly string[];
}

function overlapsOf(splits: Splits, everything: number): readonly Overlap[] {
  return remembered(splits, [], () => {
    const parts = splits.defined.filter(({ skills }) => skills.size < everything);
    return parts.flatMap((split, at) =>
      parts.slice(0, at).flatMap((other) => {
        const keys = [...split.skills].filter((key) => other.skills.has(key));
        return keys.length === 0 ? [] : { split, other, keys };
      }),
    );
  });
}

const remembered = lastResult<readonly Overlap[]>();
