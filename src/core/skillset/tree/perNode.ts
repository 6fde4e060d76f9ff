import type { Node } from './node.ts';

/**
 * Remembers what follows from a node alone. Nodes that an edit does not touch stay the same objects, so this is what
 * makes an edit cheap; what is remembered goes with the node.
 */
export function perNode<Result extends object, Rest extends readonly unknown[]>(
  derive: (node: Node, ...rest: Rest) => Result,
): (node: Node, ...rest: Rest) => Result {
  const remembered = new WeakMap<Node, Result>();
  return (node, ...rest) => {
    const known = remembered.get(node);
    if (known !== undefined) return known;
    const result = derive(node, ...rest);
    remembered.set(node, result);
    return result;
  };
}
