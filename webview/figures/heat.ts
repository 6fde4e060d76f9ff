import type { HeatFigure } from '../../src/protocol/figures.ts';
import { element } from '../element.ts';
import { gridFocus } from '../gridFocus.ts';
import { LEAD, LEADS, lead, type OnTexts } from '../parts/lead.ts';
import { estimateText, percentText } from './figureText.ts';

/** How many shades styles/figures.css has, from `heat-0` for none to the last for all. */
const SHADES = 6;

/** A table whose cells are shaded by their rate: the number in the cell says the same without colour. */
export function heatTable(
  { title, rowTitle, columnTitle, rows, columns, cells }: HeatFigure,
  onTexts?: OnTexts,
): HTMLElement {
  const byPlace = new Map(cells.map((cell) => [placeOf(cell.row, cell.column), cell]));
  const body = element(
    'tbody',
    onTexts === undefined ? {} : { title: LEADS },
    ...rows.map((row) =>
      element(
        'tr',
        {},
        element('th', { scope: 'row' }, row),
        ...columns.map((column) => cellElement(byPlace.get(placeOf(row, column)), onTexts)),
      ),
    ),
  );
  gridFocus(body, LEAD).settle();
  return element(
    'table',
    { class: 'heat', 'aria-label': title },
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        element('th', { scope: 'col' }, rowTitle),
        ...columns.map((column) =>
          element('th', { scope: 'col', class: 'number' }, `${columnTitle} ${column}`),
        ),
      ),
    ),
    body,
  );
}

function cellElement(cell: HeatFigure['cells'][number] | undefined, onTexts?: OnTexts): HTMLElement {
  if (cell === undefined) return element('td', { class: 'number quiet', title: 'not tried' }, '–');
  const shade = Math.min(SHADES - 1, Math.floor(cell.value * SHADES));
  const { row, column, value, tried, of } = cell;
  const words = percentText(value);
  return element(
    'td',
    { class: `number heat-${shade}`, title: `${estimateText(cell)}, of ${tried}` },
    onTexts === undefined ? words : lead(words, `heat:${placeOf(row, column)}`, () => onTexts(of)),
  );
}

function placeOf(row: string, column: string): string {
  return JSON.stringify([row, column]);
}
