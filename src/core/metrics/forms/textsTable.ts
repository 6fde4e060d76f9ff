import { formatFraction } from '../../format/formatFraction.ts';
import type { TextBehind } from '../textsBehind.ts';
import { left, right } from '../textTable.ts';
import type { ResultTable } from './resultTable.ts';

/** How many texts the text form shows. */
const MOST_TEXTS = 20;

/** The texts that figures rest on. */
export function textsTable(texts: readonly TextBehind[]): ResultTable {
  const hidden = texts.length - MOST_TEXTS;
  return {
    json: texts,
    columns: [
      ...[left('sample'), right('mix'), left('student'), left('grader'), left('split'), right('k')],
      ...[left('state'), left('points'), right('full marks'), right('all skills'), right('skill fraction')],
    ],
    rows: texts
      .slice(0, MOST_TEXTS)
      .map(({ sample, mix, student, grader, split, k, state, points, scores }) => [
        ...[sample, String(mix), student, grader ?? '–', split, String(k), state, points ?? '–'],
        ...[formatFraction(scores?.fullMarks), formatFraction(scores?.allSkills)],
        formatFraction(scores?.skillFraction),
      ]),
    notes: [
      ...(hidden > 0 ? [`${hidden} more: see --format csv or json.`] : []),
      'Points: the skills in the order of the mix, then topic, sense and length, after the name rule where it is on.',
      'A ratio is the mean over mixes of the best (max) or of the mean of the texts of a mix, in one student, grader, split, k, purpose and seed.',
    ],
    header: [
      ...['sample', 'mix', 'student', 'grader', 'split', 'k', 'purpose', 'seed', 'state', 'points'],
      ...['fullMarks', 'allSkills', 'skillFraction'],
    ],
    records: texts.map(({ sample, mix, student, grader, split, k, purpose, seed, state, points, scores }) => [
      ...[sample, mix, student, grader, split, k, purpose, seed, state, points],
      ...[scores?.fullMarks ?? null, scores?.allSkills ?? null, scores?.skillFraction ?? null],
    ]),
  };
}
