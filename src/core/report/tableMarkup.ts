import type { TableColumn, TableView } from '../../protocol/tables.ts';
import { html, type Markup, type MarkupPart } from './markup.ts';

/** A table with a name for readers of the structure; wide ones scroll by themselves. */
export function tableMarkup(
  name: string,
  columns: readonly TableColumn[],
  rows: readonly (readonly MarkupPart[])[],
): Markup {
  const classOf = ({ isNumber }: TableColumn) => (isNumber === true ? 'number' : 'words');
  return html`<div class="wide" tabindex="0" role="region" aria-label="${name}"><table>
<thead><tr>${columns.map((column) => html`<th scope="col" class="${classOf(column)}">${column.title}</th>`)}</tr></thead>
<tbody>
${rows.map((row) => html`<tr>${row.map((cell, place) => html`<td class="${classOf(columns[place] ?? { title: '' })}">${cell}</td>`)}</tr>\n`)}</tbody>
</table></div>`;
}

/** The same of a table that holds nothing but words. */
export function plainTable({ title, columns, rows }: TableView): Markup {
  return tableMarkup(
    title,
    columns,
    rows.map((row) => row.map((cell) => (typeof cell === 'object' ? cell.text : cell))),
  );
}

/** Folded away until the reader asks for it: there may be hundreds of rows. */
export function folded(summary: string, content: Markup): Markup {
  return html`<details><summary>${summary}</summary>${content}</details>`;
}
