import { checkExample } from '../checks/exampleFailsCheck.ts';
import { checkNamedInDefinition } from '../checks/namedInDefinition.ts';
import { checkRepeatedSkill } from '../checks/repeatedSkill.ts';
import type { SkillsetDocument } from '../document.ts';
import { type Problem, shiftProblem } from '../problem.ts';
import { fileShape } from '../schema/schema.ts';
import { keyRule, type Shape } from '../schema/shape.ts';
import { exactly } from '../tree/compact.ts';
import type { ListNode, Node } from '../tree/node.ts';
import { perNode } from '../tree/perNode.ts';
import type { ItemGroup, Placed, Section } from '../tree/section.ts';
import { factsOf, type Inspection, type NodeCheck } from './facts.ts';
import { shapeFor } from './inspectNode.ts';
import type { NameUse } from './nameUse.ts';

/** What follows from some items of a list, or from one value, alone. Places count from where the part starts. */
export interface PartFacts {
  readonly problems: readonly Problem[];
  /** In the order of the text, and the same apart by what they do. */
  readonly names: readonly NameInPart[];
  /** Names and aliases that come into being here. */
  readonly definitions: readonly NameInPart[];
  readonly references: readonly NameInPart[];
}

/** A name, and the entry that it stands in: its range counts as there. */
export interface NameInPart {
  readonly use: NameUse;
  readonly entry: Placed;
}

export interface PlacedPart {
  readonly at: number;
  readonly facts: PartFacts;
}

/** Part by part, what a file says. Nothing for a section that the language does not know. */
export function partsOf(document: SkillsetDocument): PlacedPart[] {
  return document.sections.flatMap(sectionParts);
}

function sectionParts(section: Section): PlacedPart[] {
  const shape = keyRule(fileShape, section.name)?.shape;
  if (shape === undefined) return [];
  const { content } = section;
  const label = `"${section.name}"`;
  if (content.kind === 'value') return [valuePart(content.value, { shape, label, checks: [] })];
  const list = shapeFor(EMPTY_LIST, shape);
  if (list.kind !== 'list') return [misplacedList(section, shape)];
  const inspection = { shape: list.of, label: `An entry of ${label}`, checks: CHECKS[section.name] ?? [] };
  return content.groups.map(({ at, group }) => ({ at, facts: factsOfGroup(group, inspection) }));
}

const CHECKS: { readonly [section: string]: readonly NodeCheck[] } = {
  skills: [checkNamedInDefinition, checkExample],
  mixes: [checkRepeatedSkill],
};

const EMPTY_LIST: ListNode = { kind: 'list', flow: true, items: [], start: 0, end: 0 };

function valuePart({ at, node }: Placed, inspection: Inspection): PlacedPart {
  return { at, facts: factsOfValue(node, inspection) };
}

/** A list where something else belongs: the complaint stands at the key. */
function misplacedList(section: Section, shape: Shape): PlacedPart {
  const node: ListNode = { ...EMPTY_LIST, ...section.key };
  return valuePart({ at: 0, node }, { shape, label: `"${section.name}"`, checks: [] });
}

const factsOfGroup = perNode(({ items }: ItemGroup, inspection: Inspection) => gather(items, inspection));
const factsOfValue = perNode((node: Node, inspection: Inspection) => gather([{ at: 0, node }], inspection));

function gather(entries: readonly Placed[], inspection: Inspection): PartFacts {
  const problems: Problem[] = [];
  const names: NameInPart[] = [];
  for (const entry of entries) {
    const facts = factsOf(entry.node, inspection);
    for (const problem of facts.problems) problems.push(shiftProblem(problem, entry.at));
    for (const use of facts.names) names.push({ use, entry });
  }
  const isReference = ({ use }: NameInPart) => use.role === 'reference';
  return {
    problems: exactly(problems),
    names: exactly(names),
    definitions: exactly(names.filter((name) => !isReference(name))),
    references: exactly(names.filter(isReference)),
  };
}
