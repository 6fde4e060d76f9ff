import { findDefinition, indexNames } from './names.ts';
import { describeDefinition } from './places/describeDefinition.ts';
import { findPlace } from './places/findPlace.ts';
import type { TextRange } from './problem.ts';
import type { Project } from './project.ts';
import type { KeyRule } from './schema/shape.ts';

/** What is told about a place of the file. */
export interface SkillsetHover {
  readonly range: TextRange;
  readonly markdown: string;
}

/** Tells about the key, name or value at an offset. Undefined: there is nothing to tell. */
export function hoverAt(project: Project, path: string, offset: number): SkillsetHover | undefined {
  const document = project.documents.get(path);
  const place = document && findPlace(document, offset);
  switch (place?.kind) {
    case 'key':
      return place.rule && { range: place.range, markdown: describeKey(place.rule) };
    case 'name': {
      if (place.shape.role === 'alias') return undefined;
      const definition = findDefinition(indexNames(project), place.shape.of, place.name);
      return definition && { range: place.range, markdown: describeDefinition(definition, project) };
    }
    case 'value': {
      if (place.shape.kind !== 'choice' && place.shape.kind !== 'pattern') return undefined;
      const choice = place.shape.choices.find(({ value }) => value === place.node.value);
      return choice && { range: place.range, markdown: choice.documentation };
    }
    default:
      return undefined;
  }
}

function describeKey({ name, required, documentation }: KeyRule): string {
  return `**${name}**${required ? ' (required)' : ''}\n\n${documentation}`;
}
