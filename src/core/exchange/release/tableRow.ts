/** One row of a table, by the names of its columns, in their order. */
export type TableRow = Readonly<Record<string, string>>;

/** What was asked and what came in one turn of a row. */
export interface RowTurn {
  readonly request: string;
  readonly reply: string;
}

/**
 * A turn of a row, from 0. The release names these columns after the roles of the model's chat template (`user_0` and
 * `assistant_0`, or `[INST]_0` and `[/INST]_0`), so they are known by their order and not by their names.
 */
export function turnOf(row: TableRow, turn: number): RowTurn | undefined {
  const suffix = `_${turn}`;
  const [request, reply] = Object.keys(row).filter(
    (column) => column.endsWith(suffix) && !OTHERS.has(column.slice(0, -suffix.length)),
  );
  if (request === undefined || reply === undefined) return undefined;
  return { request: row[request] ?? '', reply: row[reply] ?? '' };
}

/** The number of the last turn that has a text; -1 where none has. */
export function lastTurnOf(row: TableRow): number {
  return Math.max(
    -1,
    ...Object.keys(row).flatMap((column) => Number(/^text_(\d+)$/u.exec(column)?.[1] ?? -1)),
  );
}

/** The same words, whatever white space a tool has made of them on the way. */
export function squeezed(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/gu, ' ');
}

const OTHERS = new Set([
  'model_input',
  'text',
  'score',
  'score_extracted',
  'points',
  'num_sentences_manual_in_student_answer',
  'true_sentence_lim_pt',
  'num_sentences_extracted_eq_num_sentences_model',
]);
