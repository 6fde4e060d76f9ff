import type { TextsOf } from './textsOf.ts';

/** A table of figures in words, as a report and the results page show it. */
export interface TableView {
  /** Its name for readers of the structure. */
  readonly title: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly TableCell[])[];
}

export type TableCell = string | number | LeadingCell;

/** What leads to the texts behind it. */
export interface LeadingCell {
  readonly text: string | number;
  readonly of: TextsOf;
}

export interface TableColumn {
  readonly title: string;
  readonly isNumber?: boolean;
}
