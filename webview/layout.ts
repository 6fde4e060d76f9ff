import type { Arrangement, Foldable, Scrollable } from './arrangement.ts';
import { element } from './element.ts';
import { fold } from './parts/fold.ts';

interface Part {
  readonly element: HTMLElement;
}

export interface Layout {
  readonly scrollers: Readonly<Record<Scrollable, Element>>;
  /** Takes the waiting sign away: there is something to show. */
  reveal(): void;
  /** Brings the selected sample into sight where it lies below the lists. */
  showDetail(): void;
}

export interface PageParts {
  readonly notice: Part;
  readonly header: Part;
  readonly live: Part;
  readonly filters: Part;
  readonly skills: Part;
  readonly samples: Part;
  readonly detail: Part;
}

/** Lists and detail side by side where there is room, one below the other where there is not (see the styles). */
export function buildLayout(
  root: HTMLElement,
  parts: PageParts,
  open: Arrangement['open'],
  onFold: (part: Foldable, isOpen: boolean) => void,
): Layout {
  const skills = scroller('Results per skill', parts.skills);
  const samples = element('div', { class: 'scroller' }, parts.samples.element);
  const detail = element(
    'section',
    { class: 'detail-pane', 'aria-label': 'Selected text' },
    parts.detail.element,
  );
  const waiting = element('p', { class: 'waiting', role: 'status' }, 'Reading the results…');
  const pane = (part: 'skills' | 'samples', title: string, content: HTMLElement) =>
    fold({
      title: element('h2', {}, title),
      isOpen: open[part],
      focusKey: part,
      content,
      onFold: (isOpen) => onFold(part, isOpen),
    });
  const content = element(
    'div',
    { class: 'content' },
    parts.live.element,
    element('div', { class: 'top' }, parts.notice.element, parts.header.element, parts.filters.element),
    element(
      'div',
      { class: 'columns' },
      element('div', { class: 'lists' }, pane('skills', 'Skills', skills), pane('samples', 'Texts', samples)),
      detail,
    ),
  );
  root.replaceChildren(waiting);
  const page = document.scrollingElement ?? document.documentElement;
  return {
    scrollers: { page, skills, samples, detail },
    reveal() {
      if (!content.isConnected) root.replaceChildren(content);
    },
    showDetail() {
      const isBelow = detail.getBoundingClientRect().top > window.innerHeight / 2;
      if (isBelow) detail.scrollIntoView({ block: 'start' });
    },
  };
}

function scroller(label: string, part: Part): HTMLElement {
  return element('div', { class: 'scroller', role: 'region', 'aria-label': label }, part.element);
}
