import type { Accept } from '../problem.ts';
import type { NameShape, Shape } from '../schema/shape.ts';
import { nameKey } from '../skillset.ts';
import { isEmpty, type ListNode, type MappingNode, type Node, type ScalarNode } from '../tree/node.ts';
import { inspectKeys } from './inspectKeys.ts';
import { inspectScalar } from './inspectScalar.ts';
import { emptyMessage, wrongTypeMessage } from './messages.ts';
import type { NameUse } from './nameUse.ts';

/** What belongs at a place, and what the place is called in messages. */
export interface Expectation {
  readonly shape: Shape;
  readonly label: string;
}

export interface Sink {
  readonly accept: Accept;
  readonly names: NameUse[];
}

/** Compares a node with what belongs at its place, and gathers the names in it. */
export function inspectNode(node: Node, expectation: Expectation, sink: Sink): void {
  const { label } = expectation;
  const shape = shapeFor(node, expectation.shape);
  if (shape.kind === 'list' && shape.orOne && node.kind === 'scalar' && !isEmpty(node)) {
    inspectNode(node, { shape: shape.of, label }, sink);
    return;
  }
  if (isEmpty(node)) {
    if (!mayBeEmpty(shape)) sink.accept('error', 'empty-value', emptyMessage(label, shape), node);
    return;
  }
  inspectFilled(node, { shape, label }, sink);
}

function inspectFilled(node: Node, { shape, label }: Expectation, sink: Sink): void {
  if (shape.kind === 'list' && node.kind === 'list') inspectItems(node, { shape, label }, sink);
  else if (shape.kind === 'mapping' && node.kind === 'mapping') {
    inspectKeys(node, shape, sink.accept);
    inspectValues(node, shape, sink);
  } else if (shape.kind === 'entries' && node.kind === 'mapping') inspectEntries(node, shape, sink);
  else if (isScalarShape(shape) && node.kind === 'scalar') inspectLeaf(node, { shape, label }, sink);
  else sink.accept('error', 'wrong-type', wrongTypeMessage(label, shape, node), node);
}

/** The variant of the shape that the author seems to have meant. */
export function shapeFor(node: Node, shape: Shape): Shape {
  if (shape.kind !== 'either') return shape;
  if (node.kind === 'list') return shape.list ?? shape.scalar;
  return node.kind === 'mapping' ? (shape.mapping ?? shape.scalar) : shape.scalar;
}

function inspectItems(
  node: ListNode,
  { shape, label }: { shape: Shape & { kind: 'list' }; label: string },
  sink: Sink,
) {
  if (node.items.length === 0 && !shape.mayBeEmpty)
    sink.accept('error', 'empty-value', emptyMessage(label, shape), node);
  for (const item of node.items) inspectNode(item, { shape: shape.of, label: `An entry of ${label}` }, sink);
}

function inspectValues(node: MappingNode, shape: Shape & { kind: 'mapping' }, sink: Sink): void {
  for (const { key, value } of node.pairs) {
    const rule = shape.keys.find((one) => one.name === key.value);
    if (rule !== undefined) inspectNode(value, { shape: rule.shape, label: `"${rule.name}"` }, sink);
  }
}

function inspectEntries(node: MappingNode, shape: Shape & { kind: 'entries' }, sink: Sink): void {
  for (const { key, value } of node.pairs) {
    const label = `The ${shape.defines} "${key.value}"`;
    const name: NameShape = { kind: 'name', of: [shape.defines], role: 'definition' };
    inspectNode(key, { shape: name, label: `The name of a ${shape.defines}` }, sink);
    inspectNode(value, { shape: shape.of, label }, sink);
  }
}

function inspectLeaf(node: ScalarNode, { shape, label }: Expectation, sink: Sink): void {
  if (shape.kind === 'name') sink.names.push(nameUse(node, shape));
  else inspectScalar(node, { shape, label }, sink.accept);
}

function nameUse({ value, start, end }: ScalarNode, { of, role }: NameShape): NameUse {
  return { of, role, name: value, key: nameKey(value), start, end };
}

function isScalarShape(shape: Shape): boolean {
  return (
    shape.kind !== 'list' && shape.kind !== 'mapping' && shape.kind !== 'entries' && shape.kind !== 'either'
  );
}

/** A section or part that was opened and not filled yet says nothing wrong. */
function mayBeEmpty(shape: Shape): boolean {
  return (shape.kind === 'list' && shape.mayBeEmpty) || shape.kind === 'entries';
}
