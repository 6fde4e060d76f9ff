/** Makes these the children of an element, in this order, and moves only those that are out of place. */
export function placeChildren(parent: HTMLElement, children: readonly HTMLElement[]): void {
  const wanted = new Set<Element>(children);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  children.forEach((child, index) => {
    const present = parent.children.item(index);
    if (present !== child) parent.insertBefore(child, present);
  });
}
