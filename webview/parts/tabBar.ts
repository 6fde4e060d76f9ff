import { element } from '../element.ts';

export interface TabBar {
  readonly element: HTMLElement;
  /** The panel of each tab, in order; of them only the chosen one is in sight. */
  readonly panels: readonly HTMLElement[];
  update(chosen: string): void;
}

interface Item {
  readonly id: string;
  readonly label: string;
  readonly root: HTMLElement;
}

/** A row of tabs (https://www.w3.org/WAI/ARIA/apg/patterns/tabs/): arrow keys move along it and choose. */
export function createTabBar(items: readonly Item[], onChoose: (id: string) => void): TabBar {
  const tabs = items.map(tabOf);
  const panels = items.map(panelOf);
  const bar = element('div', { class: 'tab-bar', role: 'tablist', 'aria-label': 'Views' }, ...tabs);
  bar.addEventListener('click', ({ target }) => {
    const at = tabs.findIndex((tab) => target instanceof Node && tab.contains(target));
    const item = items[at];
    if (item !== undefined) onChoose(item.id);
  });
  bar.addEventListener('keydown', (event) => {
    const from = tabs.findIndex((tab) => tab.matches(':focus'));
    const to = targetOf(event.key, from, tabs.length);
    const item = to === undefined ? undefined : items[to];
    if (to === undefined || item === undefined) return;
    event.preventDefault();
    onChoose(item.id);
    tabs[to]?.focus();
  });
  return {
    element: bar,
    panels,
    update(chosen) {
      for (const [at, { id }] of items.entries()) {
        const isChosen = id === chosen;
        tabs[at]?.setAttribute('aria-selected', String(isChosen));
        tabs[at]?.setAttribute('tabindex', isChosen ? '0' : '-1');
        panels[at]?.toggleAttribute('hidden', !isChosen);
      }
    },
  };
}

function tabOf({ id, label }: Item): HTMLElement {
  return element(
    'button',
    {
      type: 'button',
      class: 'tab',
      role: 'tab',
      id: `tab-${id}`,
      'aria-controls': `panel-${id}`,
      'data-focus-key': `tab:${id}`,
    },
    label,
  );
}

function panelOf({ id, root }: Item): HTMLElement {
  return element(
    'div',
    { class: 'tab-panel', role: 'tabpanel', id: `panel-${id}`, 'aria-labelledby': `tab-${id}` },
    root,
  );
}

function targetOf(key: string, from: number, count: number): number | undefined {
  if (key === 'ArrowRight') return (from + 1) % count;
  if (key === 'ArrowLeft') return (from + count - 1) % count;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return undefined;
}
