import type { PanelFilter, PanelSnapshot } from '../../src/protocol/panel.ts';
import { isFiltered, withFilter } from '../arrangement.ts';
import { element } from '../element.ts';
import { placeChildren } from '../placeChildren.ts';
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
    onChange: (isChecked) => change(withFilter(filter, 'verdict', isChecked ? 'missed' : undefined)),
  });
  const clear = button({
    label: 'Clear filters',
    focusKey: 'clear-filters',
    onPress: () => change({}),
  });
  const filters = element(
    'section',
    { class: 'filters', 'aria-label': 'Filters' },
    fields,
    element('div', { class: 'filter-switches' }, missed.element, clear),
  );
  let drawn = new Map<string, Field>();
  const fieldFor = (offer: Offer): Field => {
    const known = drawn.get(offer.key);
    if (known?.content !== contentOf(offer))
      return createField(offer, (value) => change(withChoice(filter, offer, value)));
    known.setValue(offer.value);
    return known;
  };
  return {
    element: filters,
    update(snapshot, next) {
      filter = next;
      missed.setChecked(next.verdict === 'missed');
      clear.hidden = !isFiltered(next);
      filters.hidden = snapshot.total === 0 && !isFiltered(next);
      drawn = new Map(offersOf(snapshot, next).map((offer) => [offer.key, fieldFor(offer)]));
      placeChildren(
        fields,
        [...drawn.values()].map((field) => field.element),
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
