import type { Node } from '../tree/node.ts';

/** The number that a plain scalar writes out. Quotes make it a text. */
export function readNumber(node: Node | undefined): number | undefined {
  if (node?.kind !== 'scalar' || node.style !== 'plain') return undefined;
  return /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/iu.test(node.value) ? Number(node.value) : undefined;
}

/** The truth that a plain scalar writes out. */
export function readBoolean(node: Node | undefined): boolean | undefined {
  if (node?.kind !== 'scalar' || node.style !== 'plain') return undefined;
  if (/^(?:true|True|TRUE)$/u.test(node.value)) return true;
  return /^(?:false|False|FALSE)$/u.test(node.value) ? false : undefined;
}
