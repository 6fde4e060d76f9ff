import type { SkillsetDocument } from './document.ts';
import type { HoverSources } from './hoverSources.ts';
import { findDefinition, indexNames } from './names.ts';
import { describeDefinition } from './places/describeDefinition.ts';
import { describeSizes } from './places/describeSizes.ts';
import { escapeMarkdown } from './places/escapeMarkdown.ts';
import { type FoundPlace, findPlace } from './places/findPlace.ts';
import type { TextRange } from './problem.ts';
import type { Project } from './project.ts';
import type { KeyRule } from './schema/shape.ts';
import { studyShape } from './schema/study.ts';

/** What is told about a place of the file. */
export interface SkillsetHover {
  readonly range: TextRange;
  readonly markdown: string;
}

/** Tells about the key, name or value at an offset. Undefined: there is nothing to tell. */
export function hoverAt(
  project: Project,
  path: string,
  offset: number,
  sources: HoverSources = {},
): SkillsetHover | undefined {
  const document = project.documents.get(path);
  const place = document && findPlace(document, offset);
  if (document === undefined) return undefined;
  const known = { document, project, sources };
  switch (place?.kind) {
    case 'key':
      return place.rule && { range: place.range, markdown: describeKey(place, place.rule, known) };
    case 'name': {
      if (place.shape.role === 'alias') return undefined;
      const definition = findDefinition(indexNames(project), place.shape.of, place.name);
      return definition && { range: place.range, markdown: describeDefinition(definition, project, sources) };
    }
    case 'value':
      return describeValue(place, known);
    default:
      return undefined;
  }
}

interface Known {
  readonly document: SkillsetDocument;
  readonly project: Project;
  readonly sources: HoverSources;
}

function describeValue(
  { shape, node, range }: FoundPlace & { kind: 'value' },
  { document, project, sources }: Known,
): SkillsetHover | undefined {
  if (shape.kind === 'integer') {
    const markdown = describeSizes(document, range, project, sources);
    return markdown === '' ? undefined : { range, markdown };
  }
  if (shape.kind !== 'choice' && shape.kind !== 'pattern') return undefined;
  const choice = shape.choices.find(({ value }) => value === node.value);
  return choice && { range, markdown: choice.documentation };
}

function describeKey(
  { range, shape }: FoundPlace & { kind: 'key' },
  { name, required, documentation }: KeyRule,
  { document, project, sources }: Known,
): string {
  const part = shape === studyShape && (name === 'data' || name === 'evaluate') ? name : undefined;
  return [
    `**${name}**${required ? ' (required)' : ''}`,
    documentation,
    name === 'k' ? describeSizes(document, range, project, sources) : '',
    part === undefined ? '' : describeTakes(sources.takes?.(part) ?? []),
  ]
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
}

function describeTakes(sentences: readonly string[]): string {
  if (sentences.length === 0) return '';
  return ['*Takes*, from its beginning:', ...sentences.map((one) => `- ${escapeMarkdown(one)}`)].join('\n');
}
