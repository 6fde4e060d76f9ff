import type { PanelSnapshot } from '../../src/protocol/panel.ts';
import { element } from '../element.ts';
import { type IconName, icon } from '../icon.ts';

export interface Header {
  readonly element: HTMLElement;
  update(snapshot: PanelSnapshot): void;
}

/** The title, and how many texts are graded, not graded, unreadable and failed: four different things. */
export function createHeader(): Header {
  const title = element('h1', {}, 'Skillmix results');
  const counts = element('ul', { class: 'counts', 'aria-label': 'Texts' });
  return {
    element: element('header', { class: 'page-header' }, title, counts),
    update(snapshot) {
      title.textContent = snapshot.title;
      counts.replaceChildren(...kinds.map((kind) => count(kind, snapshot.counts[kind.field])));
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
