import type { BoundedRate, CellView, OverviewView } from '../../src/protocol/panel.ts';
import type { TextsOf } from '../../src/protocol/textsOf.ts';
import { type Child, element } from '../element.ts';
import { gridFocus } from '../gridFocus.ts';
import { intervalText, percent } from '../rateText.ts';
import { LEAD, LEADS, lead, type OnTexts } from './lead.ts';

export interface CellTable {
  readonly element: HTMLElement;
  update(overview: OverviewView): void;
}

/** The ratios by student, grader, split and k, with what is unreadable beside them. All of it leads to its texts. */
export function createCellTable(onTexts: OnTexts): CellTable {
  const body = element('tbody', { title: LEADS });
  const grid = gridFocus(body, LEAD);
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
      grid.settle();
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
  {
    label: 'Graded',
    title: 'Graded texts, and the mixes that they are for; texts that nobody, or not this grader, has graded',
  },
  { label: 'Unreadable', title: 'Answers and gradings that could not be read: not zeros' },
  { label: 'Full marks, best', title: 'All k + 3 points, the best text of each mix' },
  { label: 'Bounds', title: 'The same if all that is unreadable had missed, or earned, everything' },
  { label: 'Full marks, mean', title: 'All k + 3 points, the mean over the texts of each mix' },
  { label: 'All skills, best', title: 'All k skills and at least two of the other points' },
  { label: 'Skill fraction, best', title: 'The share of skills where all other points are earned' },
];

function row(cell: CellView, onTexts: OnTexts): HTMLElement {
  const { student, split, k, grader, graded, ungraded, mixes, unreadable, samples, failed } = cell;
  const own: TextsOf = { student, split, k, ...(grader === undefined ? {} : { grader }) };
  const leadTo = (words: string, what: string, verdict?: TextsOf['verdict']) =>
    lead(words, `cell:${JSON.stringify(own)} ${what}`, () =>
      onTexts(verdict === undefined ? own : { ...own, verdict }),
    );
  const rateCell = (what: string, verdict: TextsOf['verdict'], rate: BoundedRate | undefined) =>
    rate === undefined
      ? element('td', { class: 'number quiet' }, '–')
      : element(
          'td',
          { class: 'number' },
          leadTo(percent(rate.rate), what, verdict),
          ' ',
          element('span', { class: 'interval' }, intervalText(rate)),
        );
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, leadTo(student, 'all'), ...circumstances(cell)),
    element('td', {}, split),
    element('td', { class: 'number' }, String(k)),
    element('td', {}, grader ?? '–'),
    element(
      'td',
      { class: 'number' },
      leadTo(count(graded), 'graded', 'graded'),
      element('span', { class: 'quiet' }, ` of ${count(mixes)} mixes`),
      ...(ungraded === 0 ? [] : [', ', leadTo(`${count(ungraded)} not graded`, 'ungraded', 'ungraded')]),
    ),
    element(
      'td',
      { class: 'number' },
      samples === 0
        ? '–'
        : leadTo(`${count(unreadable)} (${percent(unreadable / samples)})`, 'unreadable', 'unreadable'),
      ...(failed === 0 ? [] : [', ', leadTo(`${count(failed)} failed`, 'failed', 'failed')]),
    ),
    rateCell('best', 'full-marks', cell.fullMarks?.best),
    element(
      'td',
      { class: 'number quiet' },
      cell.fullMarks === undefined ? '–' : leadTo(boundsText(cell.fullMarks.best), 'bounds', 'unreadable'),
    ),
    rateCell('mean', 'full-marks', cell.fullMarks?.mean),
    rateCell('skills', 'all-skills', cell.allSkills?.best),
    rateCell('fraction', 'graded', cell.skillFraction?.best),
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

/** A single figure where nothing is unreadable. */
function boundsText({ rate, ifAllMissed, ifAllEarned }: BoundedRate): string {
  return intervalText({ rate, low: ifAllMissed, high: ifAllEarned });
}

function count(value: number): string {
  return value.toLocaleString('en');
}
