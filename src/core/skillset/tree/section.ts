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
      /** The same items as they are remembered. */
      readonly groups: readonly PlacedGroup[];
      readonly flow: boolean;
      readonly range: TextRange;
    }
  | { readonly kind: 'value'; readonly value: Placed };

/** A node and where its piece starts in the text: a range of the node counts from there. */
export interface Placed {
  readonly at: number;
  readonly node: Node;
}

/** Neighbouring items, one object from version to version as long as none of them changes. */
export interface ItemGroup {
  /** Their places count from where the group starts. */
  readonly items: readonly Placed[];
}

export interface PlacedGroup {
  readonly at: number;
  readonly group: ItemGroup;
}

/** A list of thousands of items has new places for them after every edit: they are worked out when they are asked for. */
export function itemsContent(groups: readonly PlacedGroup[], flow: boolean, range: TextRange): Content {
  let items: readonly Placed[] | undefined;
  return {
    kind: 'items',
    get items() {
      items ??= groups.flatMap((one) => one.group.items.map(({ at, node }) => ({ at: one.at + at, node })));
      return items;
    },
    groups,
    flow,
    range,
  };
}
