import { checkOf } from '../../grading/checkPattern.ts';
import type { PartFacts } from '../facts/partFacts.ts';
import { type SkillFacts, skillFacts } from '../facts/skillFacts.ts';
import type { Definition, NameIndex } from '../names.ts';
import { shiftRange } from '../problem.ts';
import { exactly } from '../tree/compact.ts';
import { type Node, valueAt } from '../tree/node.ts';
import { perNode } from '../tree/perNode.ts';
import type { Checked, ProjectCheck } from './projectCheck.ts';

/** Fewer examples tell nothing about a check. */
const LEAST_EXAMPLES = 5;
/** Asking every check about every example would take too long in a large file. */
const MOST_EXAMPLES = 40;

/** A check that matches most examples of other skills gives its point away. */
export const checkBroadChecks: ProjectCheck = (checked) => {
  const definitions = checkedSkills(checked.index);
  const samples = definitions.length === 0 ? [] : sampleOf(checked.index);
  if (samples.length <= LEAST_EXAMPLES) return;
  for (const definition of definitions)
    checkOne({ definition, skill: skillFacts(definition.entry) }, samples, checked);
};

/** The first of each name, if it has a check. */
function checkedSkills({ parts, table, definitionAt }: NameIndex): Definition[] {
  return parts.flatMap(({ facts }, part) =>
    checksIn(facts).flatMap(({ at, key }) => {
      const place = (table.firsts[part] ?? 0) + at;
      return table.definitions.skill.get(key) === place ? (definitionAt(place) ?? []) : [];
    }),
  );
}

/** Among the names that a part defines, those of skills with a check. */
const checksIn = perNode(({ definitions }: PartFacts) =>
  exactly(
    definitions.flatMap(({ use, entry }, at) => {
      const isChecked = use.of[0] === 'skill' && use.role === 'definition' && hasCheck(entry.node);
      return isChecked ? { at, key: use.key } : [];
    }),
  ),
);

function hasCheck(skill: Node): boolean {
  return skillFacts(skill).check !== undefined;
}

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
function sampleOf({ table, definitionAt }: NameIndex): SkillFacts[] {
  const { skills } = skillPlaces(table);
  const step = Math.max(1, skills.length / MOST_EXAMPLES);
  const sample: SkillFacts[] = [];
  for (let at = 0; at < skills.length && sample.length < MOST_EXAMPLES; at += step) {
    const definition = definitionAt(skills[Math.floor(at)] ?? 0);
    const skill = definition && skillFacts(definition.entry);
    if (skill !== undefined && skill.example !== '') sample.push(skill);
  }
  return sample;
}

const skillPlaces = perNode((table: NameIndex['table']) => ({
  skills: [...table.definitions.skill.values()],
}));

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

const remembered = perNode((_: Node) => ({ known: new Map<string, boolean>() }));
