import type { BoundedRate, CellView, OverviewView, PanelFilter } from '../../src/protocol/panel.ts';
import { type Child, element } from '../element.ts';
import { intervalText, percent } from '../rateText.ts';

export interface CellTable {
  readonly element: HTMLElement;
  update(overview: OverviewView): void;
}

/** The ratios by student, grader, split and k, with what is unreadable beside them. A row leads to its texts. */
export function createCellTable(onTexts: (filter: PanelFilter) => void): CellTable {
  const body = element('tbody');
  const table = element(
    'table',
    { class: 'cell-table' },
    element('caption', { class: 'unseen' }, 'Results by student, grader, split and k'),
    element(
      'thead',
      {},
      element('tr', {}, ...HEADS.map(({ label, title }) => element('th', { scope: 'col', title }, label))),
    ),
    body,
  );
  const note = element('p', { class: 'method' });
  const empty = element('p', { class: 'empty' }, 'No text has been written yet.');
  const scroll = element(
    'div',
    {
      class: 'cell-scroll',
      tabindex: '0',
      role: 'region',
      'aria-label': 'Results',
      'data-focus-key': 'cells',
    },
    table,
  );
  return {
    element: element('div', { class: 'cell-results' }, scroll, empty, note),
    update({ cells, intervalMethod }) {
      body.replaceChildren(...cells.map((cell) => row(cell, onTexts)));
      scroll.hidden = cells.length === 0;
      note.hidden = scroll.hidden;
      empty.hidden = !scroll.hidden;
      note.textContent = `95% intervals: ${intervalMethod}. Best: of each mix the best of its texts. Bounds: if all that is unreadable had missed, or earned, everything. Failed texts are in no figure.`;
    },
  };
}

const HEADS: readonly { readonly label: string; readonly title: string }[] = [
  { label: 'Student', title: 'Who wrote, and for what' },
  { label: 'Split', title: 'Where the skills and topics come from' },
  { label: 'k', title: 'Skills per text' },
  { label: 'Grader', title: 'Whose verdicts these are' },
  { label: 'Graded', title: 'Graded texts, and the mixes that they are for' },
  { label: 'Unreadable', title: 'Answers and gradings that could not be read: not zeros' },
  { label: 'Full marks, best', title: 'All k + 3 points, the best text of each mix' },
  { label: 'Bounds', title: 'The same if all that is unreadable had missed, or earned, everything' },
  { label: 'Full marks, mean', title: 'All k + 3 points, the mean over the texts of each mix' },
  { label: 'All skills, best', title: 'All k skills and at least two of the other points' },
  { label: 'Skill fraction, best', title: 'The share of skills where all other points are earned' },
];

function row(cell: CellView, onTexts: (filter: PanelFilter) => void): HTMLElement {
  const { student, split, k, grader, graded, mixes, unreadable, samples, failed } = cell;
  const lead = element(
    'button',
    {
      type: 'button',
      class: 'lead',
      title: 'Show these texts',
      'data-focus-key': `cell:${student} ${grader ?? ''} ${split} ${k}`,
    },
    student,
  );
  lead.addEventListener('click', () =>
    onTexts({ student, split, k, ...(grader === undefined ? {} : { grader }) }),
  );
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, lead, ...circumstances(cell)),
    element('td', {}, split),
    element('td', { class: 'number' }, String(k)),
    element('td', {}, grader ?? '–'),
    element(
      'td',
      { class: 'number' },
      count(graded),
      element('span', { class: 'quiet' }, ` of ${count(mixes)} mixes`),
    ),
    element(
      'td',
      { class: 'number' },
      samples === 0 ? '–' : `${count(unreadable)} (${percent(unreadable / samples)})`,
      failed === 0 ? undefined : element('span', { class: 'quiet' }, `, ${count(failed)} failed`),
    ),
    rateCell(cell.fullMarks?.best),
    element('td', { class: 'number quiet' }, boundsText(cell.fullMarks?.best)),
    rateCell(cell.fullMarks?.mean),
    rateCell(cell.allSkills?.best),
    rateCell(cell.skillFraction?.best),
  );
}

/** What else tells rows apart. */
function circumstances({ purpose, seed, temperature, generations }: CellView): Child[] {
  const words = [
    purpose,
    seed === undefined ? undefined : `seed ${seed}`,
    temperature === undefined ? undefined : `temperature ${temperature}`,
    generations > 1 ? `${generations} texts each` : undefined,
  ].filter((word) => word !== undefined);
  return words.length === 0 ? [] : [element('span', { class: 'circumstances' }, words.join(' · '))];
}

function rateCell(rate: BoundedRate | undefined): HTMLElement {
  if (rate === undefined) return element('td', { class: 'number quiet' }, '–');
  return element(
    'td',
    { class: 'number' },
    element('b', {}, percent(rate.rate)),
    ' ',
    element('span', { class: 'interval' }, intervalText(rate)),
  );
}

/** A single figure where nothing is unreadable. */
function boundsText(rate: BoundedRate | undefined): string {
  if (rate === undefined) return '–';
  return intervalText({ rate: rate.rate, low: rate.ifAllMissed, high: rate.ifAllEarned });
}

function count(value: number): string {
  return value.toLocaleString('en');
}
