import type { TableColumn, TableView } from '../../src/protocol/tables.ts';
import { element } from '../element.ts';

/** A table of words and numbers, under its title; one that is too wide scrolls by itself. */
export function plainTable({ title, columns, rows }: TableView): HTMLElement {
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
      element(
        'tbody',
        {},
        ...rows.map((row) =>
          element(
            'tr',
            {},
            ...row.map((cell, place) =>
              element(
                place === 0 ? 'th' : 'td',
                { ...(place === 0 ? { scope: 'row' } : {}), ...look(columns[place]) },
                String(cell),
              ),
            ),
          ),
        ),
      ),
    ),
  );
}

/** Folded away until the reader asks for it: there may be hundreds of rows. */
export function foldedTable(table: TableView): HTMLElement {
  return element(
    'details',
    { class: 'folded-table' },
    element('summary', {}, table.title),
    plainTable(table),
  );
}

function look(column: TableColumn | undefined): { readonly class?: string } {
  return column?.isNumber === true ? { class: 'number' } : {};
}
