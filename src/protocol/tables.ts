/** A table of figures in words, as a report and the results page show it. */
export interface TableView {
  /** Its name for readers of the structure. */
  readonly title: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly (string | number)[])[];
}

export interface TableColumn {
  readonly title: string;
  readonly isNumber?: boolean;
}
