import type { IncomingGrading, IncomingText } from '../incoming/incomingText.ts';
import type { GradedFolder, RunFolder } from './folderNames.ts';
import { gradedTextOf, readReleaseGrading } from './releaseGrading.ts';
import { mixKeyOf } from './releaseMix.ts';
import { readReleaseText } from './releaseText.ts';
import { lastTurnOf, squeezed, type TableRow } from './tableRow.ts';

/** The tables of one student in one run of the release. */
export interface StudentFolder {
  readonly run: RunFolder;
  readonly student: string;
  readonly texts: readonly TableRow[];
  readonly graded: readonly (GradedFolder & { readonly rows: readonly TableRow[] })[];
}

export interface ReadStudentFolder {
  readonly texts: readonly IncomingText[];
  /** Rows that are not imported, each with its reason. */
  readonly leftOut: readonly string[];
  /** Gradings whose stated total differs from their own points. */
  readonly totals: readonly {
    readonly grader: string;
    readonly round: number;
    readonly topic: string;
    readonly stated: number;
    readonly points: number;
  }[];
}

/** Reads what the tables of one student hold. A grading belongs to the text of the same mix and the same words. */
export function readStudentFolder({ run, student, texts, graded }: StudentFolder): ReadStudentFolder {
  const leftOut: string[] = [];
  const totals: ReadStudentFolder['totals'][number][] = [];
  const found = textsOf({ run, student, texts }, leftOut);
  for (const { rows, ...folder } of graded) {
    const taken = new Map<string, number>();
    for (const row of rows) {
      const target = textFor(row, folder, found, taken);
      if (typeof target === 'string') {
        leftOut.push(target);
        continue;
      }
      const { result, totals: differ } = readReleaseGrading(row, target.text.mix, target.words);
      const { grader, round, rubricVersion } = folder;
      target.gradings.push({ grader, round, rubricVersion, result });
      if (differ !== undefined) totals.push({ grader, round, topic: target.text.mix.topic.name, ...differ });
    }
  }
  return { texts: found.map(({ text, gradings }) => ({ ...text, gradings, reviews: [] })), leftOut, totals };
}

interface FoundText {
  readonly mixKey: string;
  readonly lastTurn: number;
  /** Empty where the release found no text in the reply. */
  readonly words: string;
  readonly text: Omit<IncomingText, 'gradings' | 'reviews'>;
  readonly gradings: IncomingGrading[];
}

function textsOf({ run, student, texts }: Omit<StudentFolder, 'graded'>, leftOut: string[]): FoundText[] {
  const seen = new Map<string, number>();
  return texts.flatMap((row) => {
    const read = readReleaseText(row, run, student);
    if (read.kind === 'unreadable') {
      leftOut.push(`a row of texts: ${read.why}`);
      return [];
    }
    const { result, turns } = read.text;
    const words = result.kind === 'text' ? result.text : '';
    const key = JSON.stringify([mixKeyOf(row), words, turns.at(-1)?.reply]);
    const occurrence = (seen.get(key) ?? 0) + 1;
    seen.set(key, occurrence);
    const text = { ...read.text, occurrence };
    return [{ mixKey: mixKeyOf(row), lastTurn: lastTurnOf(row), words, text, gradings: [] }];
  });
}

/** The text that a row grades, or why there is none. Rows that are alike go to texts that are alike, in their order. */
function textFor(
  row: TableRow,
  { turn }: GradedFolder,
  found: readonly FoundText[],
  taken: Map<string, number>,
): FoundText | string {
  const ofMix = found.filter(({ mixKey }) => mixKey === mixKeyOf(row));
  if (ofMix.length === 0) return 'a grading of a mix that the table of texts does not have';
  const graded = gradedTextOf(row);
  if (graded === '') return 'a grading of an empty text';
  if (ofMix.every(({ lastTurn }) => lastTurn !== turn)) return 'a grading of the text of an earlier turn';
  // Where the request does not show the words, the mix alone tells the text, if there is only one.
  const fitting =
    graded === undefined
      ? ofMix.length > 1
        ? []
        : ofMix
      : ofMix.filter(({ words }) => squeezed(words) === graded);
  const key = JSON.stringify([mixKeyOf(row), graded]);
  const position = taken.get(key) ?? 0;
  taken.set(key, position + 1);
  const target = fitting[position];
  if (target === undefined) return 'a grading of words that the table of texts does not have for its mix';
  return target.words === '' ? 'a grading of an empty text' : target;
}
