import type { PanelSnapshot, PanelView, SampleView } from '../../src/protocol/panel.ts';
import { isFiltered, limitStep } from '../arrangement.ts';
import { element } from '../element.ts';
import { keyedChildren } from '../keyedChildren.ts';
import { rovingFocus } from '../rovingFocus.ts';
import { mixName, stateWords } from '../sampleWords.ts';
import { button } from '../toolkit.ts';
import { briefStateBadge } from './stateBadge.ts';

export interface SampleList {
  readonly element: HTMLElement;
  update(snapshot: PanelSnapshot, view: PanelView): void;
}

export interface SampleListActions {
  readonly onSelect: (id: string) => void;
  readonly onLimit: (limit: number) => void;
  readonly onClearFilters: () => void;
}

/** The samples, newest first: a list box of which one is selected. */
export function createSampleList(actions: SampleListActions): SampleList {
  const list = element('div', {
    role: 'listbox',
    class: 'samples',
    'aria-label': 'Texts',
    title: 'Arrow keys move, Enter opens the text, Home and End jump',
  });
  const foot = element('div', { class: 'list-foot' });
  const roving = rovingFocus(list, '[role=option]');
  const drawOptions = keyedChildren<SampleView>(list, { key: ({ id }) => id, create: option });
  selectOn(list, actions.onSelect);
  let focusNext: number | undefined;
  return {
    element: element('div', { class: 'sample-results' }, list, foot),
    update(snapshot, view) {
      drawOptions(snapshot.samples);
      const selected = markSelected(list, view.selected);
      roving.settle(list.contains(document.activeElement) ? undefined : selected);
      list.hidden = snapshot.samples.length === 0;
      foot.replaceChildren(
        footing(snapshot, view, actions, () => {
          focusNext = snapshot.samples.length;
        }),
      );
      if (focusNext === undefined || snapshot.samples.length <= focusNext) return;
      options(list)[focusNext]?.focus();
      focusNext = undefined;
    },
  };
}

function option(sample: SampleView): HTMLElement {
  return element(
    'div',
    { role: 'option', class: 'sample', 'data-id': sample.id, 'data-focus-key': `sample:${sample.id}` },
    briefStateBadge(sample),
    element(
      'span',
      { class: 'sample-mix' },
      element('span', { class: 'sample-skills' }, mixName(sample.skills)),
      element('span', { class: 'sample-topic' }, ` on ${sample.topic}`),
    ),
    element(
      'span',
      { class: 'sample-facts' },
      `k = ${sample.k} · split: ${sample.split} · ${sample.student}`,
      sample.generation > 1 ? ` · text ${sample.generation}` : undefined,
    ),
    outcomeLine(sample),
  );
}

function outcomeLine(sample: SampleView): HTMLElement | undefined {
  const line = (words: string) => element('span', { class: 'sample-outcome' }, words);
  if (sample.points === undefined) return line(stateWords(sample).label);
  return sample.missed.length === 0 ? undefined : line(`missed: ${sample.missed.join(', ')}`);
}

function selectOn(list: HTMLElement, onSelect: (id: string) => void): void {
  const select = (target: EventTarget | null) => {
    const chosen = target instanceof Element ? target.closest<HTMLElement>('[role=option]') : null;
    const id = chosen?.dataset.id;
    if (id !== undefined) onSelect(id);
  };
  list.addEventListener('click', ({ target }) => select(target));
  list.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    select(event.target);
  });
}

function options(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>('[role=option]')];
}

function markSelected(list: HTMLElement, selected: string | undefined): HTMLElement | undefined {
  let found: HTMLElement | undefined;
  for (const item of options(list)) {
    const isSelected = item.dataset.id === selected;
    item.setAttribute('aria-selected', String(isSelected));
    if (isSelected) found = item;
  }
  return found;
}

function footing(
  snapshot: PanelSnapshot,
  view: PanelView,
  actions: SampleListActions,
  onMore: () => void,
): HTMLElement {
  const shown = snapshot.samples.length;
  if (shown === 0) return isFiltered(view.filter) ? nothingFits(actions) : nothingYet();
  if (shown >= snapshot.total) return element('p', { class: 'quiet' }, textCount(shown));
  const more = Math.min(limitStep, snapshot.total - shown);
  return element(
    'p',
    { class: 'more' },
    element('span', { class: 'quiet' }, `${shown.toLocaleString('en')} of ${textCount(snapshot.total)} `),
    button({
      label: `Show ${more} more`,
      focusKey: 'show-more',
      onPress: () => {
        onMore();
        actions.onLimit(shown + more);
      },
    }),
  );
}

function textCount(count: number): string {
  return count === 1 ? '1 text' : `${count.toLocaleString('en')} texts`;
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
