/**
 * Draws, and gives the focus back if drawing took it: to the same element, or to the one of the same
 * `data-focus-key` that took its place.
 */
export function keepFocus(root: HTMLElement, draw: () => void): void {
  const focused = document.activeElement;
  draw();
  if (!(focused instanceof HTMLElement) || focused === document.body) return;
  if (document.activeElement === focused) return;
  // Drawing itself may have moved the focus on purpose.
  if (document.activeElement !== document.body && document.activeElement !== null) return;
  const successor = focused.isConnected ? focused : findByFocusKey(root, focused.dataset.focusKey);
  successor?.focus({ preventScroll: true });
}

function findByFocusKey(root: HTMLElement, key: string | undefined): HTMLElement | undefined {
  if (key === undefined) return undefined;
  const candidates = root.querySelectorAll<HTMLElement>('[data-focus-key]');
  return [...candidates].find((candidate) => candidate.dataset.focusKey === key);
}
