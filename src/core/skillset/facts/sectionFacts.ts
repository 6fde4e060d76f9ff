import { checkExample } from '../checks/exampleFailsCheck.ts';
import { checkNamedInDefinition } from '../checks/namedInDefinition.ts';
import { checkRepeatedSkill } from '../checks/repeatedSkill.ts';
import type { SkillsetDocument } from '../document.ts';
import { fileShape } from '../schema/schema.ts';
import { keyRule, type Shape } from '../schema/shape.ts';
import type { ListNode } from '../tree/node.ts';
import type { Placed, Section } from '../tree/section.ts';
import { type Facts, factsOf, type NodeCheck } from './facts.ts';
import { shapeFor } from './inspectNode.ts';

/** Facts, and where the offsets in them count from. */
export interface PlacedFacts extends Placed {
  readonly facts: Facts;
}

/** What follows from each part of a section alone. Nothing for a section that the language does not know. */
export function sectionFacts(section: Section): PlacedFacts[] {
  const shape = keyRule(fileShape, section.name)?.shape;
  if (shape === undefined) return [];
  const { content } = section;
  const label = `"${section.name}"`;
  if (content.kind === 'value') return [withFacts(content.value, { shape, label, checks: [] })];
  const list = shapeFor(EMPTY_LIST, shape);
  if (list.kind !== 'list') return [misplacedList(section, shape)];
  const inspection = { shape: list.of, label: `An entry of ${label}`, checks: CHECKS[section.name] ?? [] };
  return content.items.map((item) => withFacts(item, inspection));
}

export function documentFacts(document: SkillsetDocument): PlacedFacts[] {
  return document.sections.flatMap(sectionFacts);
}

const CHECKS: { readonly [section: string]: readonly NodeCheck[] } = {
  skills: [checkNamedInDefinition, checkExample],
  mixes: [checkRepeatedSkill],
};

const EMPTY_LIST: ListNode = { kind: 'list', flow: true, items: [], start: 0, end: 0 };

function withFacts(
  { at, node }: Placed,
  inspection: { readonly shape: Shape; readonly label: string; readonly checks: readonly NodeCheck[] },
): PlacedFacts {
  return { at, node, facts: factsOf(node, inspection) };
}

/** A list where something else belongs: the complaint stands at the key. */
function misplacedList(section: Section, shape: Shape): PlacedFacts {
  const node: ListNode = { ...EMPTY_LIST, ...section.key };
  return { at: 0, node, facts: factsOf(node, { shape, label: `"${section.name}"`, checks: [] }) };
}
