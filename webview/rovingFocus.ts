/**
 * One stop of the Tab key for a whole list: the arrow keys, Home, End, Page Up and Page Down move inside it.
 * Call `settle` whenever the items have changed.
 */
export function rovingFocus(container: HTMLElement, selector: string): { settle(preferred?: Element): void } {
  const items = () => [...container.querySelectorAll<HTMLElement>(selector)];
  let current: Element | undefined;

  function settle(preferred?: Element): void {
    const all = items();
    const stop = [preferred, current, all[0]].find((item) => all.some((other) => other === item));
    current = stop;
    for (const item of all) item.tabIndex = item === stop ? 0 : -1;
  }

  container.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement && target.matches(selector)) settle(target);
  });
  container.addEventListener('keydown', (event) => {
    const all = items();
    const from = all.findIndex((item) => item.matches(':focus'));
    const step = steps.get(event.key);
    if (step === undefined || from < 0 || hasModifier(event)) return;
    event.preventDefault();
    all[Math.min(Math.max(from + step, 0), all.length - 1)]?.focus();
  });
  return { settle };
}

const steps = new Map([
  ['ArrowUp', -1],
  ['ArrowDown', 1],
  ['PageUp', -10],
  ['PageDown', 10],
  ['Home', Number.NEGATIVE_INFINITY],
  ['End', Number.POSITIVE_INFINITY],
]);

function hasModifier(event: KeyboardEvent): boolean {
  return event.ctrlKey || event.altKey || event.metaKey || event.shiftKey;
}
