import type { Shape } from '../schema/shape.ts';
import type { Node } from '../tree/node.ts';

export function wrongTypeMessage(label: string, shape: Shape, node: Node): string {
  return `${label} holds ${nodeWords(node)}, where ${shapeWords(shape)} belongs. ${advice(shape)}`;
}

export function emptyMessage(label: string, shape: Shape): string {
  return `${label} is empty. ${advice(shape)}`;
}

/** `a, b and c` */
export function listed(words: readonly string[], last = 'and'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

function nodeWords(node: Node): string {
  if (node.kind === 'scalar') return 'a text';
  return node.kind === 'list' ? 'a list' : 'a mapping';
}

function shapeWords(shape: Shape): string {
  switch (shape.kind) {
    case 'name':
      return `the name of a ${shape.of.join(' or a ')}`;
    case 'integer':
      return 'a whole number';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'true or false';
    case 'check':
      return 'a regular expression';
    case 'path':
      return 'the path of a file';
    case 'list':
      return 'a list';
    case 'mapping':
      return shape.title;
    case 'entries':
      return `a mapping of ${shape.defines}s`;
    case 'either':
      return [shape.scalar, shape.list, shape.mapping]
        .flatMap((one) => (one ? shapeWords(one) : []))
        .join(' or ');
    default:
      return 'a text';
  }
}

function advice(shape: Shape): string {
  switch (shape.kind) {
    case 'list':
      return 'Write its entries below, each after "- ", or in brackets, separated by commas.';
    case 'mapping':
      return `Write its keys below, indented, such as "${shape.keys[0]?.name ?? 'name'}: ...".`;
    case 'entries':
      return `Write each ${shape.defines} below, indented, as its name and a colon.`;
    case 'choice':
      return `Write ${listed(
        shape.choices.map(({ value }) => value),
        'or',
      )}.`;
    case 'pattern':
      return `Write ${shape.expected}.`;
    default:
      return `Write ${shapeWords(shape)}, in quotes where it holds ": " or starts with a special character.`;
  }
}
