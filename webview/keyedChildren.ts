import { placeChildren } from './placeChildren.ts';

/** Keeps the children of an element in step with a list, and touches only those that changed. */
export function keyedChildren<Item>(
  parent: HTMLElement,
  options: {
    readonly key: (item: Item) => string;
    readonly create: (item: Item) => HTMLElement;
  },
): (items: readonly Item[]) => void {
  let known = new Map<string, Drawn>();
  return (items) => {
    const drawn = new Map<string, Drawn>();
    for (const item of items) {
      const content = JSON.stringify(item);
      const earlier = known.get(options.key(item));
      const isSame = earlier !== undefined && earlier.content === content;
      drawn.set(options.key(item), isSame ? earlier : { content, child: options.create(item) });
    }
    known = drawn;
    placeChildren(
      parent,
      [...drawn.values()].map(({ child }) => child),
    );
  };
}

interface Drawn {
  readonly content: string;
  readonly child: HTMLElement;
}
