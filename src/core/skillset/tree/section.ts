import type { TextRange } from '../problem.ts';
import type { Node } from './node.ts';

/** A top-level key with its value. */
export interface Section {
  readonly name: string;
  /** The key itself. */
  readonly key: TextRange;
  /** From the key to the next section. */
  readonly range: TextRange;
  readonly content: Content;
}

export type Content =
  | {
      readonly kind: 'items';
      readonly items: readonly Placed[];
      readonly flow: boolean;
      readonly range: TextRange;
    }
  | { readonly kind: 'value'; readonly value: Placed };

/** A node and where its piece starts in the text: a range of the node counts from there. */
export interface Placed {
  readonly at: number;
  readonly node: Node;
}
