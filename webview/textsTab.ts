import type { PanelSnapshot } from '../src/protocol/panel.ts';
import type { Foldable } from './arrangement.ts';
import { element } from './element.ts';
import { createDetail } from './parts/detail.ts';
import { createFilters } from './parts/filters.ts';
import { createSampleList } from './parts/sampleList.ts';
import { correctInReview } from './review/reviewTab.ts';
import type { Tab } from './tab.ts';

/** The texts: filters, the list, and of the selected one why each point was given. */
export const textsTab: Tab = {
  id: 'texts',
  label: 'Texts',
  create(session) {
    let snapshot: PanelSnapshot | undefined;
    const onFold = (part: Foldable, isOpen: boolean) =>
      session.keep({ open: { ...session.arrangement().open, [part]: isOpen } });
    const filters = createFilters((filter) => session.ask({ filter }));
    const list = createSampleList({
      onSelect: (selected) => session.ask({ selected }),
      onLimit: (limit) => session.ask({ limit }),
      onClearFilters: () => session.ask({ filter: {} }),
    });
    const detail = createDetail({
      onReveal: (sampleId) => session.post({ kind: 'reveal', sampleId }),
      onCopy: (sampleId) => session.post({ kind: 'copy', sampleId }),
      onCorrect: (sampleId) => correctInReview(session, sampleId),
      onFold,
    });
    const scroller = element('div', { class: 'scroller' }, list.element);
    const pane = element('section', { class: 'detail-pane', 'aria-label': 'Selected text' }, detail.element);
    let shown: string | undefined;

    function draw(): void {
      if (snapshot === undefined) return;
      const arrangement = session.arrangement();
      filters.update(snapshot, arrangement.filter);
      list.update(snapshot, arrangement);
      detail.update(snapshot, arrangement);
      if (arrangement.selected === shown) return;
      if (shown !== undefined) showFromTop(pane);
      shown = arrangement.selected;
    }

    return {
      root: element(
        'div',
        { class: 'texts' },
        element('div', { class: 'top' }, filters.element),
        element('div', { class: 'columns' }, element('div', { class: 'lists' }, scroller), pane),
      ),
      scrollers: { samples: scroller, detail: pane },
      receive(message) {
        if (message.kind === 'snapshot') snapshot = message.snapshot;
      },
      draw,
    };
  },
};

/** Another text begins at its beginning, and is brought into sight where it lies below the list. */
function showFromTop(pane: HTMLElement): void {
  pane.scrollTop = 0;
  const isBelow = pane.getBoundingClientRect().top > window.innerHeight / 2;
  if (isBelow) pane.scrollIntoView({ block: 'start' });
}
