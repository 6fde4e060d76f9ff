import type { ListWindow, PanelSnapshot, PanelView, SampleView } from '../../src/protocol/panel.ts';
import { isFiltered } from '../arrangement.ts';
import { type Child, element } from '../element.ts';
import { createRowStore } from '../rowStore.ts';
import { mixName, stateWords } from '../sampleWords.ts';
import { button } from '../toolkit.ts';
import { createVirtualList } from '../virtualList.ts';
import { briefStateBadge } from './stateBadge.ts';

export interface SampleList {
  readonly element: HTMLElement;
  /** What the host has sent, for the view that the page shows now. */
  receive(snapshot: PanelSnapshot): void;
  receiveRows(window: ListWindow): void;
  /** What the list knows of a sample, if it does. */
  find(id: string | undefined): SampleView | undefined;
  update(view: PanelView): void;
}

export interface SampleListActions {
  readonly onSelect: (id: string) => void;
  readonly onRows: (list: number, from: number, until: number) => void;
  /** The first sample in sight, once scrolling has come to rest. */
  readonly onTop: (id: string) => void;
  readonly onClearFilters: () => void;
}

/** The samples, newest first. */
export function createSampleList(actions: SampleListActions): SampleList {
  const store = createRowStore(actions.onRows);
  const list = createVirtualList({
    label: 'Texts',
    title: 'Arrow keys move, Enter opens the text, Home and End jump',
    idAt: (place) => store.rowAt(place)?.id,
    contentAt: (place) => {
      const sample = store.rowAt(place);
      return sample && { look: JSON.stringify(sample), create: () => rowContent(sample) };
    },
    onSight: store.want,
    onChoose: (place) => {
      const id = store.rowAt(place)?.id;
      if (id !== undefined) actions.onSelect(id);
    },
    onRest: () => {
      const id = store.rowAt(list.top().place)?.id;
      if (id !== undefined) actions.onTop(id);
    },
  });
  const foot = element('div', { class: 'list-foot' });
  let shown: PanelSnapshot | undefined;
  /** The filter that was drawn last: the list of another one begins at its beginning. */
  let placed: string | undefined;
  let chosen: string | undefined;

  function place(
    snapshot: PanelSnapshot,
    before: { readonly top: string | undefined; readonly offset: number },
  ) {
    const { view, topAt, selectedAt } = snapshot;
    const filter = JSON.stringify(view.filter);
    const isOther = placed !== filter;
    const isWished = view.selected !== chosen;
    placed = filter;
    if (isWished && selectedAt !== undefined && topAt === undefined) return list.reveal(selectedAt);
    if (isOther) return list.scrollTo(topAt ?? 0);
    if (topAt !== undefined && view.top === before.top) return list.scrollTo(topAt, before.offset);
  }

  return {
    element: element('div', { class: 'sample-results' }, list.element, foot),
    receive(snapshot) {
      const { place: at, offset } = list.top();
      const before = { top: store.rowAt(at)?.id, offset };
      store.take(snapshot.window);
      shown = snapshot;
      list.update(snapshot.total, snapshot.view.selected);
      place(snapshot, before);
    },
    receiveRows(window) {
      store.take(window);
      if (shown !== undefined) list.update(shown.total, chosen);
    },
    find: store.find,
    update(view) {
      if (shown === undefined) return;
      chosen = view.selected;
      list.element.hidden = shown.total === 0;
      list.update(shown.total, view.selected);
      foot.replaceChildren(footing(shown.total, view, actions));
    },
  };
}

function rowContent(sample: SampleView): Node[] {
  return [
    briefStateBadge(sample),
    line('sample-mix', [
      element('span', { class: 'sample-skills' }, mixName(sample.skills)),
      element('span', {}, ` on ${sample.topic}`),
    ]),
    line('sample-facts', [
      `k = ${sample.k} · split: ${sample.split} · ${sample.student}${sample.generation > 1 ? ` · text ${sample.generation}` : ''}`,
    ]),
    line('sample-outcome', [outcomeText(sample)]),
  ];
}

function line(name: string, children: readonly Child[]): HTMLElement {
  return element('span', { class: name }, ...children);
}

/** What was missed, or else how the text begins. */
function outcomeText(sample: SampleView): string {
  if (sample.missed.length > 0) return `missed: ${sample.missed.join(', ')}`;
  const words = sample.text.replace(/\s+/gu, ' ');
  return sample.points === undefined ? `${stateWords(sample).label}: ${words}` : words;
}

function footing(total: number, view: PanelView, actions: SampleListActions): HTMLElement {
  if (total > 0)
    return element(
      'p',
      { class: 'quiet', role: 'status' },
      total === 1 ? '1 text' : `${total.toLocaleString('en')} texts`,
    );
  return isFiltered(view.filter) ? nothingFits(actions) : nothingYet();
}

function nothingFits(actions: SampleListActions): HTMLElement {
  return element(
    'div',
    { class: 'empty' },
    element('p', {}, 'No text fits these filters.'),
    button({ label: 'Show all texts', focusKey: 'show-all', onPress: actions.onClearFilters }),
  );
}

function nothingYet(): HTMLElement {
  return element(
    'div',
    { class: 'empty' },
    element('p', {}, element('b', {}, 'No texts yet.')),
    element(
      'p',
      {},
      'Open a skillset file and choose “Generate and grade” above one of its mixes. The text, its points and the reasons for them appear here.',
    ),
  );
}
