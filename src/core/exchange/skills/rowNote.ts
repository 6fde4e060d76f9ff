/** What became of a row of a list that is not as it stands there. */
export interface RowNote {
  /** As a spreadsheet counts, or the line of a text: from 1, the header included. */
  readonly row: number;
  /** The name in that row; may be empty. */
  readonly name: string;
  readonly kind: 'left out' | 'taken';
  readonly why: string;
}

export function formatRowNote({ row, name, kind, why }: RowNote, file: string): string {
  return `${file}, row ${row}${name === '' ? '' : `, "${name}"`}: ${kind}: ${why}.`;
}
