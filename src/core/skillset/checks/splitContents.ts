import { listed } from '../facts/messages.ts';
import { findDefinition, relatedTo } from '../names.ts';
import type { Checked, ProjectCheck } from './projectCheck.ts';
import { type SplitMembers, splitsOf } from './splitMembers.ts';

/** A split without skills or topics gives no mixes. */
export const checkEmptySplits: ProjectCheck = ({ project, index, acceptIn }) => {
  const { skill, topic } = index.definitions;
  for (const { name, definition, skills, topics, rule } of splitsOf(project, index).defined) {
    const missing = [
      ...(skills.size === 0 && skill.size > 0 ? ['skills'] : []),
      ...(topics.size === 0 && topic.size > 0 ? ['topics'] : []),
    ];
    // A name that leads nowhere is told where it stands, and may be all that is wrong.
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
  const everything = index.definitions.skill.size;
  const parts = splitsOf(project, index).defined.filter(({ skills }) => skills.size < everything);
  const owners = new Map<string, SplitMembers[]>();
  for (const split of parts) {
    const shared = new Map<SplitMembers, string[]>();
    for (const key of split.skills) {
      for (const other of owners.get(key) ?? []) shared.set(other, [...(shared.get(other) ?? []), key]);
      owners.set(key, [...(owners.get(key) ?? []), split]);
    }
    for (const [other, keys] of shared) {
      if (split.definition === undefined || other.definition === undefined) continue;
      const name = index.definitions.skill.get(keys[0] ?? '')?.name ?? '';
      const what = keys.length === 1 ? `the skill "${name}"` : `${keys.length} skills, such as "${name}"`;
      const message = `The splits "${other.name}" and "${split.name}" share ${what}: neither is held out from the other.`;
      const related = [relatedTo(other.definition, 'The other split.')];
      acceptIn(split.definition.path)(
        'information',
        'overlapping-splits',
        message,
        split.definition.range,
        related,
      );
    }
  }
};
