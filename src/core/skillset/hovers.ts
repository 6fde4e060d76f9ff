import { findDefinition, indexNames } from './names.ts';
import { describeDefinition } from './places/describeDefinition.ts';
import { type Place, placeAt } from './places/placeAt.ts';
import { shiftRange, type TextRange } from './problem.ts';
import type { Project } from './project.ts';
import { fileShape } from './schema/schema.ts';
import { type KeyRule, keyRule, type Shape } from './schema/shape.ts';
import type { Placed, Section } from './tree/section.ts';

/** What is told about a place of the file. */
export interface SkillsetHover {
  readonly range: TextRange;
  readonly markdown: string;
}

/** Tells about the key or the name at an offset. Undefined: there is nothing to tell. */
export function hoverAt(project: Project, path: string, offset: number): SkillsetHover | undefined {
  const section = project.documents
    .get(path)
    ?.sections.find(({ range }) => offset >= range.start && offset < range.end);
  const rule = section && keyRule(fileShape, section.name);
  if (section === undefined || rule === undefined) return undefined;
  if (offset <= section.key.end) return { range: section.key, markdown: describeKey(rule) };
  return hoverInValue(project, section, rule.shape, offset);
}

function hoverInValue(
  project: Project,
  section: Section,
  shape: Shape,
  offset: number,
): SkillsetHover | undefined {
  const { content } = section;
  const isItems = content.kind === 'items';
  const inner = isItems && shape.kind === 'list' ? shape.of : shape;
  const placed = isItems ? itemAt(content.items, offset) : content.value;
  const place = placed && placeAt(placed.node, inner, offset - placed.at);
  return place && hoverOf(project, place, placed);
}

function hoverOf(project: Project, place: Place, { at }: Placed): SkillsetHover | undefined {
  if (place.kind === 'key') {
    return place.rule && { range: shiftRange(place.pair.key, at), markdown: describeKey(place.rule) };
  }
  const { shape, node } = place;
  if (shape.kind === 'choice' || shape.kind === 'pattern') {
    const choice = shape.choices.find(({ value }) => value === node.value);
    return choice && { range: shiftRange(node, at), markdown: choice.documentation };
  }
  if (shape.kind !== 'name' || shape.role === 'alias') return undefined;
  const definition = findDefinition(indexNames(project), shape.of, node.value);
  return definition && { range: shiftRange(node, at), markdown: describeDefinition(definition, project) };
}

function describeKey({ name, required, documentation }: KeyRule): string {
  return `**${name}**${required ? ' (required)' : ''}\n\n${documentation}`;
}

/** Items are in the order of the text, and there may be thousands. */
function itemAt(items: readonly Placed[], offset: number): Placed | undefined {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && item.at + item.node.end < offset) low = middle + 1;
    else high = middle;
  }
  return items[low];
}
