import { formatChance, formatNumber } from '../../format/formatFraction.ts';
import type { PairReport, PairTable } from '../pairs.ts';
import { left, right } from '../textTable.ts';
import type { ResultTable } from './resultTable.ts';

/** How many pairs of a table the text form shows. */
const MOST_PAIRS = 20;

export function pairTable(report: PairReport): ResultTable {
  const hidden = report.tables.reduce((sum, { pairs }) => sum + Math.max(0, pairs.length - MOST_PAIRS), 0);
  return {
    json: report,
    columns: [
      ...[left('grader'), left('students'), left('skill'), left('other skill'), right('mixes')],
      ...[right('missed both'), right('expected'), right('lift'), right('p'), right('q')],
    ],
    rows: report.tables.flatMap((table) =>
      table.pairs
        .slice(0, MOST_PAIRS)
        .map((pair) => [
          ...[table.grader, studentsText(table), ...pair.skills, String(pair.mixes)],
          ...[formatNumber(pair.observed, 1), formatNumber(pair.expected, 1), formatNumber(pair.lift)],
          ...[formatChance(pair.p), formatChance(pair.q)],
        ]),
    ),
    notes: [
      ...(hidden > 0 ? [`${hidden} more pairs of skills: see --format csv or json.`] : []),
      ...report.tables.map(
        (table) =>
          `${table.grader}, ${studentsText(table)}: over all pairs ${formatNumber(table.lift)} times as many as expected; ${table.tested} of ${table.pairs.length} pairs have at least ${report.fewestMixes} mixes, and a test.`,
      ),
      `${report.method}.`,
    ],
    header: [
      ...['grader', 'students', 'skill', 'otherSkill', 'mixes', 'texts', 'missedTogether', 'observed'],
      ...['expected', 'lift', 'p', 'q'],
    ],
    records: report.tables.flatMap((table) =>
      table.pairs.map((pair) => [
        ...[table.grader, JSON.stringify(table.students), ...pair.skills, pair.mixes, pair.texts],
        ...[pair.missedTogether, pair.observed, pair.expected, pair.lift, pair.p, pair.q],
      ]),
    ),
  };
}

function studentsText({ students }: PairTable): string {
  return students.length === 1 ? `${students[0]}` : `all ${students.length}`;
}
