import { formatChance, formatFraction } from '../../format/formatFraction.ts';
import type { Bias, OrderOfStudents } from '../bias.ts';
import { DIFFERENCE_METHOD } from '../pairedDifference.ts';
import { left, right } from '../textTable.ts';
import { ALL_JUDGED, aboutRows } from './aboutRows.ts';
import { estimateFields, estimateHeader, estimateText, type ResultTable } from './resultTable.ts';

export function biasTable(biases: readonly Bias[]): ResultTable {
  const about = biases.flatMap((bias) => aboutRows(bias).map((row) => ({ bias, ...row })));
  return {
    json: biases,
    columns: [
      ...[left('graders'), left('about'), right('points'), right('mixes')],
      ...[right('first'), right('second'), left('second - first'), right('p')],
    ],
    rows: about.map(({ bias, name, figures }) => [
      ...[bias.graders.join(', '), name, String(figures.items), String(figures.mixes)],
      ...[formatFraction(figures.first), formatFraction(figures.second)],
      ...[estimateText(figures.difference), formatChance(figures.p)],
    ]),
    notes: [
      ...biases.flatMap(({ graders, orders }) => orders.map((order) => orderText(graders, order))),
      ALL_JUDGED,
      `${DIFFERENCE_METHOD}. p: exact sign-flip test over mixes.`,
    ],
    header: [
      ...['grader', 'otherGrader', 'by', 'name', 'category', 'items', 'mixes', 'first', 'second'],
      ...[...estimateHeader('difference'), 'p'],
    ],
    records: about.map(({ bias, by, name, category, figures }) => [
      ...[...bias.graders, by, name, category, figures.items, figures.mixes, figures.first, figures.second],
      ...[...estimateFields(figures.difference), figures.p],
    ]),
  };
}

function orderText([first, second]: Bias['graders'], order: OrderOfStudents): string {
  const where = order.split === null ? 'over all texts' : `in ${order.split} at k = ${order.k}`;
  const swaps = order.swaps.map(([better, worse]) => `${better} above ${worse} for ${first} only`);
  const tau = order.tau === null ? 'not defined' : formatFraction(order.tau);
  return `The order of ${order.students.length} students ${where}, ${first} and ${second}: Kendall’s tau ${tau}${
    swaps.length === 0 ? ', none swapped.' : `; ${swaps.join('; ')}.`
  }`;
}
