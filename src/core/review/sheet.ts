import type { CsvField } from '../exchange/tables/csvLine.ts';
import type { Review, ReviewPoint, Sample, SampleId } from '../runs/records.ts';
import { questionOf } from './question.ts';
import type { Drawn, PreparedTexts, QueueItem } from './queue.ts';

/**
 * The texts of a sheet for a spot check: the next ones in the random order that the reviewer has not seen. Hard texts
 * are not put before others, so that plain figures from the sheet hold for all texts.
 */
export function sheetTexts(
  { seed, texts, places, random }: PreparedTexts,
  reviews: readonly Review[],
  { reviewer, count }: { readonly reviewer: string; readonly count: number },
): QueueItem[] {
  const seen = new Set(
    reviews.filter((review) => review.reviewer === reviewer).map(({ sampleId }) => sampleId),
  );
  const chosen: QueueItem[] = [];
  for (const at of random) {
    const text = texts[at];
    if (chosen.length >= count) break;
    if (text === undefined || seen.has(text.id)) continue;
    chosen.push({ id: text.id, draw: { kind: 'random', seed, place: places[at] ?? 0 } });
  }
  return chosen;
}

/** The first row of a sheet. */
export const SHEET_COLUMNS = [
  ...['number', 'text', 'criterion', 'question', 'definition', 'point', 'reason'],
  ...['sample', 'id', 'seed', 'place'],
];

/**
 * The rows of one text: one for each criterion, with the text in the first alone. Like the review it is blind: made of
 * the text and the mix, and of nothing that anybody said.
 */
export function sheetRows(number: number, sample: Sample, draw: Drawn): CsvField[][] {
  if (sample.result.kind !== 'text') return [];
  const { text, criteria } = questionOf(sample, sample.result.text);
  return criteria.map(({ id, label, question, definition }, at) => [
    ...[number, at === 0 ? text : '', label, question, definition ?? '', '', ''],
    ...[sample.id, id, draw.seed, draw.place],
  ]);
}

export interface SheetText {
  readonly sampleId: SampleId;
  readonly draw: Drawn;
  readonly points: readonly ReviewPoint[];
}

export interface ReadSheet {
  /** Those with a point, in the order of the sheet. */
  readonly texts: readonly SheetText[];
  /** What was left out, with the number of the row as a spreadsheet counts. */
  readonly notes: readonly { readonly row: number; readonly why: string }[];
}

/** Reads a sheet that was filled in. Rows without a point are open. Undefined: it has not the columns of a sheet. */
export function readSheet(rows: readonly (readonly string[])[]): ReadSheet | undefined {
  const [header = [], ...filled] = rows;
  const names = header.map((name) => name.trim().toLowerCase());
  const columnOf = (name: string) => names.indexOf(name);
  if (NEEDED.some((name) => columnOf(name) === -1)) return undefined;
  const texts = new Map<string, { readonly draw: Drawn; readonly points: ReviewPoint[] }>();
  const notes: ReadSheet['notes'][number][] = [];
  for (const [index, cells] of filled.entries()) {
    const cell = (name: string) => cells[columnOf(name)]?.trim() ?? '';
    if (cell('point') === '') continue;
    const point = POINTS[cell('point').toLowerCase()];
    const [seed, place] = [Number(cell('seed')), Number(cell('place'))];
    const why =
      point === undefined
        ? `the point is "${cell('point')}" and must be 1, 0 or empty`
        : cell('sample') === '' || cell('id') === ''
          ? 'sample or id is missing: these columns must stay as they were'
          : Number.isInteger(seed) && cell('place') !== '' && place >= 0 && place <= 1
            ? undefined
            : 'seed or place is no number: these columns must stay as they were';
    if (why !== undefined || point === undefined) {
      notes.push({ row: index + 2, why: why ?? '' });
      continue;
    }
    const text = texts.get(cell('sample')) ?? { draw: { kind: 'random', seed, place }, points: [] };
    texts.set(cell('sample'), text);
    text.points.push({ criterion: cell('id'), point, reason: cell('reason') });
  }
  return {
    texts: [...texts].map(([sampleId, text]) => ({ sampleId: sampleId as SampleId, ...text })),
    notes,
  };
}

const NEEDED = ['sample', 'id', 'point', 'reason', 'seed', 'place'];

const POINTS: { readonly [written: string]: 0 | 1 } = {
  ...{ '1': 1, '1.0': 1, y: 1, yes: 1, true: 1 },
  ...{ '0': 0, '0.0': 0, n: 0, no: 0, false: 0 },
};
