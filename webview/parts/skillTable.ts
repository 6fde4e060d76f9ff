import type { OverviewView, PanelFilter, SkillView } from '../../src/protocol/panel.ts';
import type { SortColumn, Sorting } from '../arrangement.ts';
import { element } from '../element.ts';
import { icon } from '../icon.ts';
import { keyedChildren } from '../keyedChildren.ts';
import { intervalText, percent } from '../rateText.ts';
import { rovingFocus } from '../rovingFocus.ts';
import { sortSkills } from '../sortSkills.ts';
import { rateBar } from './rateBar.ts';

export interface SkillTable {
  readonly element: HTMLElement;
  update(overview: OverviewView, filter: PanelFilter, sorting: Sorting): void;
}

export interface SkillTableActions {
  readonly onSort: (sorting: Sorting) => void;
  /** Undefined: every skill again. */
  readonly onSkill: (skill: string | undefined) => void;
}

/** Results per skill: earned of tried, the rate and its interval. A click on a row filters on that skill. */
export function createSkillTable(actions: SkillTableActions): SkillTable {
  const head = element('tr');
  const body = element('tbody', { title: 'Arrow keys move, Enter filters on the skill' });
  const method = element('p', { class: 'method' });
  const empty = element('p', { class: 'empty' }, 'No skill has been tried yet.');
  const caption = element('caption', { class: 'unseen' }, 'Results per skill');
  const table = element('table', { class: 'skill-table' }, caption, element('thead', {}, head), body);
  const roving = rovingFocus(body, 'button');
  const drawRows = keyedChildren<SkillView>(body, { key: ({ name }) => name, create: skillRow });
  body.addEventListener('click', ({ target }) => {
    const name = target instanceof Element ? nameOfRow(target) : undefined;
    if (name !== undefined) actions.onSkill(isPressed(body, name) ? undefined : name);
  });
  return {
    element: element('div', { class: 'skill-results' }, table, empty, method),
    update({ skills, intervalMethod }, filter, sorting) {
      head.replaceChildren(...columns.map((column) => heading(column, sorting, actions.onSort)));
      drawRows(sortSkills(skills, sorting));
      markPressed(body, filter.skill);
      roving.settle();
      table.hidden = skills.length === 0;
      empty.hidden = !table.hidden;
      method.hidden = table.hidden;
      method.textContent = `95% interval: ${intervalMethod}`;
    },
  };
}

const columns: readonly { readonly column: SortColumn; readonly label: string; readonly title: string }[] = [
  { column: 'name', label: 'Skill', title: 'Sort by name' },
  { column: 'category', label: 'Category', title: 'Sort by category' },
  { column: 'earned', label: 'Earned', title: 'Points earned of verdicts. Sort by points earned' },
  {
    column: 'rate',
    label: 'Rate',
    title: 'Share of verdicts that earned the point, with its 95% interval. Sort by rate',
  },
];

function heading(
  { column, label, title }: (typeof columns)[number],
  sorting: Sorting,
  onSort: (sorting: Sorting) => void,
): HTMLElement {
  const isSorted = sorting.column === column;
  const direction = sorting.descending ? 'descending' : 'ascending';
  const sort = element(
    'button',
    { type: 'button', title, 'data-focus-key': `sort:${column}` },
    label,
    isSorted ? icon(sorting.descending ? 'down' : 'up') : undefined,
  );
  sort.addEventListener('click', () => onSort({ column, descending: isSorted && !sorting.descending }));
  return element(
    'th',
    { scope: 'col', class: `column-${column}`, 'aria-sort': isSorted ? direction : undefined },
    sort,
  );
}

function skillRow(skill: SkillView): HTMLElement {
  const name = element(
    'button',
    { type: 'button', class: 'skill-name', 'aria-pressed': 'false', 'data-focus-key': `skill:${skill.name}` },
    skill.name,
  );
  return element(
    'tr',
    { 'data-skill': skill.name },
    element('th', { scope: 'row' }, name, element('span', { class: 'inline-category' }, skill.category)),
    element('td', { class: 'column-category' }, skill.category),
    element('td', { class: 'column-earned' }, earnedText(skill)),
    element('td', { class: 'column-rate' }, ...rateContent(skill)),
  );
}

function earnedText({ earned, tried }: SkillView): string {
  return tried === 0 ? '–' : `${earned} of ${tried}`;
}

function rateContent(skill: SkillView): Node[] {
  if (skill.tried === 0) return [element('span', { class: 'quiet' }, 'not tried')];
  return [
    rateBar(skill),
    element('span', { class: 'rate' }, percent(skill.rate)),
    element('span', { class: 'interval' }, intervalText(skill)),
  ];
}

function nameOfRow(target: Element): string | undefined {
  return target.closest<HTMLElement>('tr[data-skill]')?.dataset.skill;
}

function rows(body: HTMLElement): HTMLElement[] {
  return [...body.querySelectorAll<HTMLElement>('tr[data-skill]')];
}

function isPressed(body: HTMLElement, name: string): boolean {
  return rows(body).some((row) => row.dataset.skill === name && row.classList.contains('is-chosen'));
}

function markPressed(body: HTMLElement, skill: string | undefined): void {
  for (const row of rows(body)) {
    const isChosen = row.dataset.skill === skill;
    row.classList.toggle('is-chosen', isChosen);
    row.querySelector('button')?.setAttribute('aria-pressed', String(isChosen));
  }
}
