import { checkOf } from '../../grading/checkPattern.ts';
import type { Definition } from '../names.ts';
import { shiftRange } from '../problem.ts';
import { type Node, valueAt } from '../tree/node.ts';
import { perNode } from '../tree/perNode.ts';
import type { Checked, ProjectCheck } from './projectCheck.ts';
import { type SkillFacts, skillsIn } from './skillFacts.ts';

/** Fewer examples tell nothing about a check. */
const LEAST_EXAMPLES = 5;
/** Asking every check about every example would take too long in a large file. */
const MOST_EXAMPLES = 40;

/** A check that matches most examples of other skills gives its point away. */
export const checkBroadChecks: ProjectCheck = (checked) => {
  const { definitions, facts } = skillsIn(checked.index);
  const samples = sampleOf(facts);
  if (samples.length <= LEAST_EXAMPLES) return;
  for (const [at, skill] of facts.entries()) {
    const definition = skill.check === undefined ? undefined : definitions[at];
    if (definition !== undefined) checkOne({ definition, skill }, samples, checked);
  }
};

function checkOne(
  { definition, skill }: { readonly definition: Definition; readonly skill: SkillFacts },
  samples: readonly SkillFacts[],
  { acceptIn }: Checked,
): void {
  const { entry, path, range } = definition;
  const { check: pattern = '', example } = skill;
  const others = samples.filter((one) => one !== skill && one.example !== example);
  const answers = matchesOf(entry, pattern);
  const matched = others.filter((other) => answers(other.example)).length;
  if (others.length < LEAST_EXAMPLES || matched * 2 <= others.length) return;
  const node = valueAt(entry, 'check');
  const name = valueAt(entry, 'name');
  if (node === undefined || name === undefined) return;
  const at = range.start - name.start;
  const message = `The check matches ${matched} of ${others.length} examples of other skills, so nearly every text would earn the point. Ask for something that only this skill has.`;
  acceptIn(path)('warning', 'broad-check', message, shiftRange(node, at));
}

/** Spread over all skills: neighbours are often of one category. */
function sampleOf(skills: readonly SkillFacts[]): SkillFacts[] {
  const step = Math.max(1, skills.length / MOST_EXAMPLES);
  const sample: SkillFacts[] = [];
  for (let at = 0; at < skills.length && sample.length < MOST_EXAMPLES; at += step) {
    const skill = skills[Math.floor(at)];
    if (skill !== undefined && skill.example !== '') sample.push(skill);
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
