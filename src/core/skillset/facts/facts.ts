import { type Accept, acceptInto, type Problem } from '../problem.ts';
import type { Shape } from '../schema/shape.ts';
import { exactly } from '../tree/compact.ts';
import type { Node } from '../tree/node.ts';
import { perNode } from '../tree/perNode.ts';
import { inspectNode } from './inspectNode.ts';
import type { NameUse } from './nameUse.ts';

/** What follows from a part of the file alone, whatever stands around it. Ranges as in its nodes. */
export interface Facts {
  readonly problems: readonly Problem[];
  readonly names: readonly NameUse[];
}

/** A check that looks at one entry of the file. */
export type NodeCheck = (node: Node, accept: Accept) => void;

export interface Inspection {
  readonly shape: Shape;
  /** What the node is called in messages. */
  readonly label: string;
  readonly checks: readonly NodeCheck[];
}

/** A node has one place only, and so one inspection. */
export const factsOf = perNode(inspect);

function inspect(node: Node, { shape, label, checks }: Inspection): Facts {
  const problems: Problem[] = [];
  const names: NameUse[] = [];
  const accept = acceptInto(problems);
  inspectNode(node, { shape, label }, { accept, names });
  for (const check of checks) check(node, accept);
  return { problems: exactly(problems), names: exactly(names) };
}
