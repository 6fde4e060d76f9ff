/**
 * One stop of the Tab key for the items in the cells of a table: the arrow keys move between them, Home and End within
 * the row, Page Up and Page Down by ten rows. Call `settle` whenever the rows have changed.
 */
export function gridFocus(body: HTMLTableSectionElement, selector: string): { settle(): void } {
  let current: Element | undefined;
  const items = () => [...body.querySelectorAll<HTMLElement>(selector)];

  function settle(preferred?: Element): void {
    const all = items();
    const stop = [preferred, current, all[0]].find((item) => all.some((other) => other === item));
    current = stop;
    for (const item of all) item.tabIndex = item === stop ? 0 : -1;
  }

  body.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement && target.matches(selector)) settle(target);
  });
  body.addEventListener('keydown', (event) => {
    const move = MOVES.get(event.key);
    const { target, ctrlKey, altKey, metaKey, shiftKey } = event;
    const cell = target instanceof HTMLElement ? target.closest('td, th') : null;
    if (move === undefined || !(cell instanceof HTMLTableCellElement)) return;
    if (ctrlKey || altKey || metaKey || shiftKey) return;
    event.preventDefault();
    nextItem(body, cell, selector, move)?.focus();
  });
  return { settle: () => settle() };
}

interface Move {
  readonly by: 'row' | 'cell';
  readonly step: number;
}

const MOVES = new Map<string, Move>([
  ['ArrowUp', { by: 'row', step: -1 }],
  ['ArrowDown', { by: 'row', step: 1 }],
  ['PageUp', { by: 'row', step: -10 }],
  ['PageDown', { by: 'row', step: 10 }],
  ['ArrowLeft', { by: 'cell', step: -1 }],
  ['ArrowRight', { by: 'cell', step: 1 }],
  ['Home', { by: 'cell', step: Number.NEGATIVE_INFINITY }],
  ['End', { by: 'cell', step: Number.POSITIVE_INFINITY }],
]);

/** Along the row, or along the column where cells may have no item; at an end the last one that has. */
function nextItem(
  body: HTMLTableSectionElement,
  cell: HTMLTableCellElement,
  selector: string,
  { by, step }: Move,
): HTMLElement | undefined {
  const line = by === 'cell' ? [...(cell.parentElement?.children ?? [])] : columnOf(body, cell.cellIndex);
  const at = line.indexOf(cell);
  const held = line.flatMap((each, place) => {
    const item = each.querySelector<HTMLElement>(selector);
    return item === null ? [] : [{ item, place }];
  });
  const beyond =
    step < 0 ? held.filter(({ place }) => place < at).reverse() : held.filter(({ place }) => place > at);
  return (beyond[Math.min(Math.abs(step), beyond.length) - 1] ?? beyond.at(-1))?.item;
}

function columnOf({ rows }: HTMLTableSectionElement, index: number): Element[] {
  return [...rows].flatMap(({ cells }) => cells[index] ?? []);
}
