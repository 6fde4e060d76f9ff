import type { TableCell, TableColumn, TableView } from '../../src/protocol/tables.ts';
import { type Child, element } from '../element.ts';
import { gridFocus } from '../gridFocus.ts';
import { LEAD, lead, type OnTexts } from './lead.ts';

/**
 * A table of words and numbers, under its title; one that is too wide scrolls by itself.
 * @param onTexts given: what has texts behind it leads to them
 */
export function plainTable({ title, columns, rows }: TableView, onTexts?: OnTexts): HTMLElement {
  const body = element(
    'tbody',
    {},
    ...rows.map((row, line) =>
      element(
        'tr',
        {},
        ...row.map((cell, place) =>
          element(
            place === 0 ? 'th' : 'td',
            { ...(place === 0 ? { scope: 'row' } : {}), ...look(columns[place]) },
            contentOf(cell, `${title} ${line} ${place}`, onTexts),
          ),
        ),
      ),
    ),
  );
  gridFocus(body, LEAD).settle();
  return element(
    'div',
    {
      class: 'plain-scroll',
      tabindex: '0',
      role: 'region',
      'aria-label': title,
      'data-focus-key': `table:${title}`,
    },
    element(
      'table',
      { class: 'plain-table' },
      element('caption', {}, title),
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ...columns.map((column) => element('th', { scope: 'col', ...look(column) }, column.title)),
        ),
      ),
      body,
    ),
  );
}

/** Folded away until the reader asks for it: there may be hundreds of rows. */
export function foldedTable(table: TableView, onTexts?: OnTexts): HTMLElement {
  return element(
    'details',
    { class: 'folded-table' },
    element('summary', {}, table.title),
    plainTable(table, onTexts),
  );
}

function contentOf(cell: TableCell, key: string, onTexts: OnTexts | undefined): Child {
  if (typeof cell !== 'object') return String(cell);
  if (onTexts === undefined) return String(cell.text);
  return lead(cell.text, `lead:${key}`, () => onTexts(cell.of));
}

function look(column: TableColumn | undefined): { readonly class?: string } {
  return column?.isNumber === true ? { class: 'number' } : {};
}
