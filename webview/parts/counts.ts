import type { PanelSnapshot } from '../../src/protocol/panel.ts';
import { element } from '../element.ts';
import { type IconName, icon } from '../icon.ts';

export interface Counts {
  readonly element: HTMLElement;
  update(counts: PanelSnapshot['counts']): void;
}

/** How many texts that filters select are graded, not graded, unreadable and failed: four different things. */
export function createCounts(): Counts {
  const list = element('ul', { class: 'counts', 'aria-label': 'Texts that the filters select' });
  return {
    element: list,
    update(counts) {
      list.replaceChildren(...kinds.map((kind) => count(kind, counts[kind.field])));
    },
  };
}

interface CountKind {
  readonly field: keyof PanelSnapshot['counts'];
  readonly label: string;
  readonly title: string;
  readonly icon: IconName;
}

const kinds: readonly CountKind[] = [
  { field: 'graded', label: 'graded', title: 'Texts with a readable grading', icon: 'check' },
  { field: 'ungraded', label: 'not graded', title: 'Texts that nobody has graded yet', icon: 'waiting' },
  {
    field: 'unreadable',
    label: 'unreadable',
    title: 'A reply came, and no text or no points could be read from it. These do not count as zero',
    icon: 'unreadable',
  },
  { field: 'failed', label: 'failed', title: 'Asked, and no reply came', icon: 'warning' },
];

function count(kind: CountKind, value: number): HTMLElement {
  const isQuiet = value === 0;
  return element(
    'li',
    { class: 'count', title: kind.title, 'data-kind': kind.field, 'data-quiet': isQuiet },
    icon(kind.icon),
    element('b', {}, value.toLocaleString('en')),
    ` ${kind.label}`,
  );
}
