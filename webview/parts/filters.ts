import type { PanelFilter, PanelSnapshot } from '../../src/protocol/panel.ts';
import { isFiltered, withFilter } from '../arrangement.ts';
import { element } from '../element.ts';
import { button, type Choice, checkbox, dropdown } from '../toolkit.ts';

export interface Filters {
  readonly element: HTMLElement;
  update(snapshot: PanelSnapshot, filter: PanelFilter): void;
}

/** The filters, which combine. One that would offer no choice is left out. */
export function createFilters(onFilter: (filter: PanelFilter) => void): Filters {
  let filter: PanelFilter = {};
  const change = (next: PanelFilter) => {
    filter = next;
    onFilter(next);
  };
  const fields = element('div', { class: 'filter-fields' });
  const missed = checkbox({
    label: 'Missed only',
    title: 'Only texts that missed a point, or have no readable text or grading',
    onChange: (isChecked) => change(withFilter(filter, 'missedOnly', isChecked || undefined)),
  });
  const clear = button({
    label: 'Clear filters',
    focusKey: 'clear-filters',
    onPress: () => change({}),
  });
  let drawn = '';
  return {
    element: element(
      'section',
      { class: 'filters', 'aria-label': 'Filters' },
      fields,
      element('div', { class: 'filter-switches' }, missed.element, clear),
    ),
    update(snapshot, next) {
      filter = next;
      missed.setChecked(next.missedOnly === true);
      clear.hidden = !isFiltered(next);
      const offers = offersOf(snapshot, next);
      const content = JSON.stringify(offers);
      if (content === drawn) return;
      drawn = content;
      fields.replaceChildren(
        ...offers.map((offer) => field(offer, (value) => change(withChoice(filter, offer, value)))),
      );
    },
  };
}

type Choosable = 'student' | 'grader' | 'split' | 'k' | 'skill';

interface Offer {
  readonly key: Choosable;
  readonly label: string;
  readonly choices: readonly Choice[];
  /** Empty: all. */
  readonly value: string;
}

function field(offer: Offer, onChange: (value: string) => void): HTMLElement {
  return element(
    'div',
    { class: 'filter', 'data-filter': offer.key },
    element('span', { class: 'filter-label', 'aria-hidden': 'true' }, offer.label),
    dropdown({ ...offer, onChange }),
  );
}

function withChoice(filter: PanelFilter, { key }: Offer, value: string): PanelFilter {
  if (value === '') return withFilter(filter, key, undefined);
  return key === 'k' ? withFilter(filter, key, Number(value)) : withFilter(filter, key, value);
}

function offersOf({ choices, skills }: PanelSnapshot, filter: PanelFilter): Offer[] {
  const names = skills.map(({ name }) => name).sort((a, b) => a.localeCompare(b, 'en'));
  return [
    offer('student', 'Student', 'All students', choices.students, filter.student),
    offer('grader', 'Grader', 'All graders', choices.graders, filter.grader),
    offer('split', 'Split', 'All splits', choices.splits, filter.split),
    offer('k', 'Skills per text', 'Any number', choices.ks.map(String), filter.k?.toString()),
    offer('skill', 'Skill', 'All skills', names, filter.skill),
  ].filter(({ choices: offered, value }) => offered.length > 2 || value !== '');
}

function offer(
  key: Choosable,
  label: string,
  all: string,
  values: readonly string[],
  value: string | undefined,
): Offer {
  // The chosen one stays on offer when the results no longer hold it: else nobody could see why nothing is shown.
  const offered = value === undefined || values.includes(value) ? values : [value, ...values];
  const choices = offered.map((name) => ({ value: name, label: key === 'k' ? `k = ${name}` : name }));
  return { key, label, choices: [{ value: '', label: all }, ...choices], value: value ?? '' };
}
