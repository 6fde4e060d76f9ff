import { checkOf } from '../../grading/checkPattern.ts';
import { shiftRange } from '../problem.ts';
import { type Node, valueAt } from '../tree/node.ts';
import { perNode } from '../tree/perNode.ts';
import type { Checked, ProjectCheck } from './projectCheck.ts';
import { type SkillEntry, skillEntries } from './skillFacts.ts';

/** Fewer examples tell nothing about a check. */
const LEAST_EXAMPLES = 5;
/** Asking every check about every example would take too long in a large file. */
const MOST_EXAMPLES = 40;

/** A check that matches most examples of other skills gives its point away. */
export const checkBroadChecks: ProjectCheck = (checked) => {
  const skills = skillEntries(checked.index);
  const samples = sampleOf(skills);
  if (samples.length <= LEAST_EXAMPLES) return;
  for (const skill of skills) if (skill.facts.check !== undefined) checkOne(skill, samples, checked);
};

function checkOne(skill: SkillEntry, samples: readonly SkillEntry[], { acceptIn }: Checked): void {
  const { entry, path, range } = skill.definition;
  const { check: pattern = '', example } = skill.facts;
  const others = samples.filter((one) => one !== skill && one.facts.example !== example);
  const answers = matchesOf(entry, pattern);
  const matched = others.filter((other) => answers(other.facts.example)).length;
  if (others.length < LEAST_EXAMPLES || matched * 2 <= others.length) return;
  const node = valueAt(entry, 'check');
  const name = valueAt(entry, 'name');
  if (node === undefined || name === undefined) return;
  const at = range.start - name.start;
  const message = `The check matches ${matched} of ${others.length} examples of other skills, so nearly every text would earn the point. Ask for something that only this skill has.`;
  acceptIn(path)('warning', 'broad-check', message, shiftRange(node, at));
}

/** Spread over all skills: neighbours are often of one category. */
function sampleOf(skills: readonly SkillEntry[]): SkillEntry[] {
  const step = Math.max(1, skills.length / MOST_EXAMPLES);
  const sample: SkillEntry[] = [];
  for (let at = 0; at < skills.length && sample.length < MOST_EXAMPLES; at += step) {
    const skill = skills[Math.floor(at)];
    if (skill !== undefined && skill.facts.example !== '') sample.push(skill);
  }
  return sample;
}

/** Whether the check of a skill matches a text; asked once for each text, as long as the skill stays as it is. */
function matchesOf(skill: Node, pattern: string): (text: string) => boolean {
  const { known } = remembered(skill);
  const check = checkOf(pattern);
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const isMatch = check?.firstMatch(text) !== undefined;
    if (known.size >= 10 * MOST_EXAMPLES) known.clear();
    known.set(text, isMatch);
    return isMatch;
  };
}

const remembered = perNode(() => ({ known: new Map<string, boolean>() }));
