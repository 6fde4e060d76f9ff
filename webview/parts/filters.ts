import {
  DISAGREEMENTS,
  type Disagreement,
  type PanelFilter,
  type PanelSnapshot,
  VERDICT_FILTERS,
  type VerdictFilter,
} from '../../src/protocol/panel.ts';
import { isFiltered, withFilter } from '../arrangement.ts';
import { element } from '../element.ts';
import { placeChildren } from '../placeChildren.ts';
import { button, type Choice, dropdown } from '../toolkit.ts';
import type { SearchField } from './searchField.ts';

export interface Filters {
  readonly element: HTMLElement;
  update(snapshot: PanelSnapshot, filter: PanelFilter): void;
}

/**
 * The filters, which combine. One that would offer no choice is left out. `of`: which ones there are; what the reader has
 * chosen of others is told, as it does not hold here.
 */
export function createFilters(
  of: readonly Choosable[],
  onFilter: (filter: PanelFilter) => void,
  search?: SearchField,
): Filters {
  let filter: PanelFilter = {};
  const change = (next: PanelFilter) => {
    filter = next;
    onFilter(next);
  };
  const fields = element('div', { class: 'filter-fields' });
  const clear = button({
    label: 'Clear filters',
    focusKey: 'clear-filters',
    onPress: () => change({}),
  });
  const elsewhere = element('p', { class: 'filter-elsewhere' });
  const filters = element(
    'section',
    { class: 'filters', 'aria-label': 'Filters' },
    search?.element,
    fields,
    clear,
    elsewhere,
  );
  search?.onSearch((words) => change(withFilter(filter, 'search', words)));
  let drawn = new Map<string, Field>();
  const fieldFor = (offer: Offer): Field => {
    const known = drawn.get(offer.key);
    if (known?.content !== contentOf(offer))
      return createField(offer, (value) => change(withChoice(filter, offer.key, value)));
    known.setValue(offer.value);
    return known;
  };
  return {
    element: filters,
    update(snapshot, next) {
      filter = next;
      search?.show(next.search);
      clear.hidden = !isFiltered(next);
      filters.hidden = snapshot.total === 0 && !isFiltered(next);
      const all = offersOf(snapshot, next);
      const others = chosenIn(all.filter(({ key }) => !of.includes(key)));
      if (search === undefined && next.search !== undefined) others.push(`Search “${next.search}”`);
      elsewhere.hidden = others.length === 0;
      elsewhere.textContent = `Chosen in Texts, and without effect on the figures here: ${others.join(', ')}.`;
      const offers = all.filter(({ key }) => of.includes(key));
      drawn = new Map(offers.map((offer) => [offer.key, fieldFor(offer)]));
      placeChildren(
        fields,
        [...drawn.values()].map((field) => field.element),
      );
    },
  };
}

function chosenIn(offers: readonly Offer[]): string[] {
  return offers
    .filter(({ value }) => value !== '')
    .map(({ label, choices, value }) => {
      const chosen = choices.find((choice) => choice.value === value);
      return `${label} “${chosen?.label ?? value}”`;
    });
}

export type Choosable = Exclude<keyof PanelFilter, 'search'>;

interface Offer {
  readonly key: Choosable;
  readonly label: string;
  readonly choices: readonly Choice[];
  /** Empty: all. */
  readonly value: string;
}

interface Field {
  readonly element: HTMLElement;
  /** The choices that it was built for. */
  readonly content: string;
  setValue(value: string): void;
}

function createField(offer: Offer, onChange: (value: string) => void): Field {
  const control = dropdown({ ...offer, onChange });
  return {
    element: element(
      'div',
      { class: 'filter', 'data-filter': offer.key },
      element('span', { class: 'filter-label', 'aria-hidden': 'true' }, offer.label),
      control.element,
    ),
    content: contentOf(offer),
    setValue: control.setValue,
  };
}

function contentOf({ choices }: Offer): string {
  return JSON.stringify(choices);
}

function withChoice(filter: PanelFilter, key: Choosable, value: string): PanelFilter {
  if (value === '') return withFilter(filter, key, undefined);
  switch (key) {
    case 'k':
      return withFilter(filter, key, Number(value));
    case 'reviewed':
      return withFilter(filter, key, value === 'yes');
    case 'verdict':
      return withFilter(
        filter,
        key,
        VERDICT_FILTERS.find((name) => name === value),
      );
    case 'disagreement':
      return withFilter(
        filter,
        key,
        DISAGREEMENTS.find((name) => name === value),
      );
    default:
      return withFilter(filter, key, value);
  }
}

const VERDICT_WORDS: Record<VerdictFilter, string> = {
  graded: 'Graded',
  'full-marks': 'Full marks',
  'all-skills': 'All skills',
  missed: 'Missed something',
  ungraded: 'Not graded',
  unreadable: 'Unreadable',
  failed: 'Failed',
};

const DISAGREEMENT_WORDS: Record<Disagreement, string> = {
  graders: 'Graders disagree',
  rounds: 'Rounds of a grader differ',
};

/** A filter with no more than one choice besides all is no choice. */
function offersOf({ choices }: PanelSnapshot, filter: PanelFilter): Offer[] {
  const skills = choices.skills.toSorted((a, b) => a.localeCompare(b, 'en'));
  const criteria = [
    ...['topic', 'sense', 'length'].map((value) => ({ value, label: value })),
    ...skills.map((name) => ({ value: `skill:${name.trim().toLowerCase()}`, label: name })),
  ];
  return [
    offer('student', 'Student', 'All students', namesAsChoices(choices.students), filter.student),
    offer('split', 'Split', 'All splits', namesAsChoices(choices.splits), filter.split),
    offer(
      'k',
      'Skills per text',
      'Any number',
      choices.ks.map((k) => ({ value: String(k), label: `k = ${k}` })),
      filter.k?.toString(),
    ),
    offer('skill', 'Skill', 'All skills', namesAsChoices(skills), filter.skill),
    offer('grader', 'Grader', 'All graders', namesAsChoices(choices.graders), filter.grader),
    offer('verdict', 'Outcome', 'Any outcome', wordsAsChoices(VERDICT_WORDS), filter.verdict),
    offer('missed', 'Missed criterion', 'Any or none', criteria, filter.missed),
    offer(
      'disagreement',
      'Disagreement',
      'Any or none',
      wordsAsChoices(DISAGREEMENT_WORDS),
      filter.disagreement,
    ),
    offer(
      'reviewed',
      'Reviewed by people',
      'Reviewed or not',
      wordsAsChoices({ yes: 'Reviewed', no: 'Not reviewed' }),
      filter.reviewed === undefined ? undefined : filter.reviewed ? 'yes' : 'no',
    ),
  ].filter(({ choices: offered, value }) => offered.length > 2 || value !== '');
}

function namesAsChoices(names: readonly string[]): Choice[] {
  return names.map((name) => ({ value: name, label: name }));
}

function wordsAsChoices(words: { readonly [value: string]: string }): Choice[] {
  return Object.entries(words).map(([value, label]) => ({ value, label }));
}

function offer(
  key: Choosable,
  label: string,
  all: string,
  choices: readonly Choice[],
  value: string | undefined,
): Offer {
  // The chosen one stays on offer when the results no longer hold it: else nobody could see why nothing is shown.
  const isKnown = value === undefined || choices.some((choice) => choice.value === value);
  const offered = isKnown ? choices : [{ value, label: value }, ...choices];
  return { key, label, choices: [{ value: '', label: all }, ...offered], value: value ?? '' };
}
