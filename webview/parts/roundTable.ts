import type { CriterionView, PersonView, RoundView } from '../../src/protocol/panel.ts';
import { type Child, element } from '../element.ts';
import { icon } from '../icon.ts';
import { markLetter, markLook } from '../marks.ts';
import {
  findRound,
  findVerdict,
  type GraderColumns,
  type RoundColumn,
  roundColumns,
} from '../roundColumns.ts';

/** Every round's point, quote and reason: one row for each criterion, one column for each round of each grader. */
export function roundTable(criteria: readonly CriterionView[]): HTMLElement {
  const graders = roundColumns(criteria);
  const table = element(
    'table',
    { class: 'round-table' },
    element('caption', { class: 'unseen' }, 'Points, quotes and reasons by criterion, grader and round'),
    element('thead', {}, graderRow(graders, criteria.length), roundRow(graders)),
    element(
      'tbody',
      {},
      ...criteria.map((criterion, mark) => criterionRow(criterion, mark, graders, criteria.length)),
    ),
  );
  return element(
    'div',
    {
      class: 'table-scroll',
      tabindex: '0',
      role: 'region',
      'aria-label': 'Points, quotes and reasons',
      'data-focus-key': 'rounds',
    },
    table,
  );
}

function graderRow(graders: readonly GraderColumns[], outOf: number): HTMLElement {
  return element(
    'tr',
    {},
    element('th', { scope: 'col', rowspan: 2, class: 'corner' }, 'Criterion'),
    ...graders.map(({ grader, rounds, points }) =>
      element(
        'th',
        { scope: 'colgroup', colspan: rounds.length + 1, class: 'grader' },
        element('span', { class: 'grader-name' }, grader),
        ' ',
        element('span', { class: 'grader-points' }, points === undefined ? 'no total' : `${points}/${outOf}`),
      ),
    ),
  );
}

function roundRow(graders: readonly GraderColumns[]): HTMLElement {
  return element(
    'tr',
    {},
    ...graders.flatMap(({ rounds }) => [
      element('th', { scope: 'col', class: 'verdict' }, 'Verdict'),
      ...rounds.map(({ round }) => element('th', { scope: 'col' }, `Round ${round}`)),
    ]),
  );
}

function criterionRow(
  criterion: CriterionView,
  mark: number,
  graders: readonly GraderColumns[],
  outOf: number,
): HTMLElement {
  return element(
    'tr',
    { 'data-mark': mark },
    element('th', { scope: 'row' }, ...criterionHead(criterion, mark)),
    ...graders.flatMap(({ grader, rounds }) => [
      verdictCell(criterion, grader),
      ...rounds.flatMap((column) => roundCell(criterion, grader, column, mark, outOf) ?? []),
    ]),
  );
}

function criterionHead(criterion: CriterionView, mark: number): Child[] {
  return [
    element(
      'span',
      { class: 'criterion' },
      element('span', { class: 'letter', ...markLook(mark) }, markLetter(mark)),
      element('span', { class: 'criterion-label' }, criterion.label),
    ),
    criterion.named
      ? flag('named: no point', 'The text names the skill, so that the name rule takes its point')
      : undefined,
    criterion.definition === undefined
      ? undefined
      : element('span', { class: 'definition' }, criterion.definition),
    ...criterion.people.map(personWords),
  ];
}

function verdictCell(criterion: CriterionView, grader: string): HTMLElement {
  const verdict = findVerdict(criterion, grader);
  return element(
    'td',
    { class: 'verdict' },
    verdict?.point === undefined
      ? element('span', { class: 'quiet' }, 'no readable round')
      : pointMark(verdict.point),
    verdict?.corrected === undefined ? undefined : correctedMark(verdict.corrected),
    verdict?.tie ? flag('tie', 'As many rounds gave the point as did not', 'tie') : undefined,
  );
}

/** A round that has nothing for any criterion is said once, in a cell over all rows. */
function roundCell(
  criterion: CriterionView,
  grader: string,
  column: RoundColumn,
  mark: number,
  outOf: number,
): HTMLElement | undefined {
  if (column.kind === 'empty') return mark === 0 ? emptyCell(column.state, column.why, outOf) : undefined;
  const round = findRound(criterion, grader, column.round);
  if (round === undefined) return element('td', {}, element('span', { class: 'quiet' }, 'not asked'));
  if (round.state !== 'graded') return emptyCell(round.state, round.why ?? '', 1);
  return element('td', {}, ...roundContent(round));
}

function emptyCell(state: 'unreadable' | 'failed', why: string, rows: number): HTMLElement {
  const label = state === 'unreadable' ? 'unreadable' : 'failed';
  return element(
    'td',
    { rowspan: rows, class: 'no-round' },
    flag(
      label,
      'This round gives no points. It does not count as zero',
      state === 'unreadable' ? 'unreadable' : 'warning',
    ),
    element('p', { class: 'reason' }, why),
  );
}

function roundContent(round: RoundView): Child[] {
  return [
    round.point === undefined ? undefined : pointMark(round.point),
    round.quote === undefined || round.quote === ''
      ? undefined
      : element('q', { class: 'quote' }, round.quote),
    round.quoteFound === false
      ? flag('words not in the text', 'The grader quotes words that do not stand in the text')
      : undefined,
    round.reason === undefined ? undefined : element('p', { class: 'reason' }, round.reason),
  ];
}

function pointMark(point: 0 | 1): HTMLElement {
  return element(
    'span',
    { class: 'point', 'data-point': point },
    icon(point === 1 ? 'check' : 'cross'),
    element('span', {}, String(point)),
    element('span', { class: 'unseen' }, point === 1 ? ' point' : ' points'),
  );
}

/** The verdict with people's correction, beside the one without. */
function correctedMark(point: 0 | 1): HTMLElement {
  return element(
    'span',
    { class: 'corrected', title: 'The verdict with the corrections of people' },
    'corrected: ',
    pointMark(point),
  );
}

function personWords({ reviewer, point, reason }: PersonView): HTMLElement {
  return element(
    'p',
    { class: 'person' },
    element('b', {}, reviewer),
    ' ',
    pointMark(point),
    reason === '' ? undefined : element('span', { class: 'reason' }, reason),
  );
}

function flag(label: string, title: string, name: 'warning' | 'tie' | 'unreadable' = 'warning'): HTMLElement {
  return element('span', { class: 'flag', title }, icon(name), element('span', {}, label));
}
