import type { PanelSnapshot } from '../src/protocol/panel.ts';
import type { Foldable } from './arrangement.ts';
import { element } from './element.ts';
import { createCounts } from './parts/counts.ts';
import { createDetail } from './parts/detail.ts';
import { createFilters } from './parts/filters.ts';
import { createSampleList } from './parts/sampleList.ts';
import { createSearchField } from './parts/searchField.ts';
import { correctInReview } from './review/reviewTab.ts';
import type { Tab } from './tab.ts';
import { button } from './toolkit.ts';

/** The texts: filters, the list, and of the selected one why each point was given. */
export const textsTab: Tab = {
  id: 'texts',
  label: 'Texts',
  create(session) {
    let snapshot: PanelSnapshot | undefined;
    const onFold = (part: Foldable, isOpen: boolean) =>
      session.keep({ open: { ...session.arrangement().open, [part]: isOpen } });
    const filters = createFilters(
      ['student', 'split', 'k', 'skill', 'grader', 'verdict', 'missed', 'disagreement', 'reviewed'],
      (filter) => session.narrow(filter),
      createSearchField('Search in texts and reasons'),
    );
    const counts = createCounts();
    const list = createSampleList({
      onSelect: (selected) => session.ask({ selected }),
      onRows: (of, from, until) => session.post({ kind: 'rows', list: of, from, until }),
      onTop: (top) => {
        if (top !== session.arrangement().top) session.ask({ top });
      },
      onClearFilters: () => session.narrow({}),
    });
    const detail = createDetail({
      onReveal: (sampleId) => session.post({ kind: 'reveal', sampleId }),
      onCopy: (sampleId) => session.post({ kind: 'copy', sampleId }),
      onCorrect: (sampleId) => correctInReview(session, sampleId),
      onLink: (sampleId) => session.post({ kind: 'link', sampleId }),
      onFold,
    });
    const exportTexts = button({
      label: 'Export…',
      title: 'Write the texts that the filters select into a file, as CSV or JSON Lines',
      focusKey: 'export',
      onPress: () => session.post({ kind: 'export' }),
    });
    const pane = element('section', { class: 'detail-pane', 'aria-label': 'Selected text' }, detail.element);
    let shown: string | undefined;

    return {
      root: element(
        'div',
        { class: 'texts' },
        element('div', { class: 'top' }, filters.element, counts.element),
        element(
          'div',
          { class: 'columns' },
          element(
            'div',
            { class: 'lists' },
            list.element,
            element('div', { class: 'list-tools' }, exportTexts),
          ),
          pane,
        ),
      ),
      scrollers: { detail: pane },
      receive(message) {
        if (message.kind === 'rows') list.receiveRows(message.window);
        if (message.kind !== 'snapshot') return;
        snapshot = message.snapshot;
        list.receive(snapshot);
      },
      draw() {
        if (snapshot === undefined) return;
        const arrangement = session.arrangement();
        filters.update(snapshot, arrangement.filter);
        counts.update(snapshot.counts);
        list.update(arrangement);
        detail.update(snapshot, arrangement, list.find(arrangement.selected));
        exportTexts.hidden = snapshot.total === 0;
        if (arrangement.selected === shown) return;
        if (shown !== undefined) showFromTop(pane);
        shown = arrangement.selected;
      },
    };
  },
};

/** Another text begins at its beginning, and is brought into sight where it lies below the list. */
function showFromTop(pane: HTMLElement): void {
  pane.scrollTop = 0;
  const isBelow = pane.getBoundingClientRect().top > window.innerHeight / 2;
  if (isBelow) pane.scrollIntoView({ block: 'start' });
}
