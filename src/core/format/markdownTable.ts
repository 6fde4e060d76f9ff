export type MarkdownCell = string | number | null | undefined;

/** A table in Markdown; a dash where a cell says nothing. Needs a heading for each column. */
export function markdownTable(
  headings: readonly string[],
  rows: readonly (readonly MarkdownCell[])[],
): string {
  const line = (cells: readonly MarkdownCell[]): string => `| ${cells.map(cellOf).join(' | ')} |`;
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
}

/** No words of others may break the table: they stay in their cell. */
function cellOf(value: MarkdownCell): string {
  if (value === undefined || value === null) return '–';
  return String(value).replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll(/\s+/gu, ' ');
}
