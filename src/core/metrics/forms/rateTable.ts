import { formatEstimate } from '../../format/formatFraction.ts';
import type { Rate, Rates } from '../rates.ts';
import { left, right } from '../textTable.ts';
import type { ResultTable } from './resultTable.ts';

/** The rates of one kind, or of all kinds. */
export function rateTable({ intervals, rates }: Rates, by?: Rate['by']): ResultTable {
  const shown = by === undefined ? rates : rates.filter((rate) => rate.by === by);
  return {
    json: { intervals, rates: shown },
    columns: [
      ...[left('student'), left('grader'), left('split'), left(by ?? 'points for'), right('k')],
      ...[right('mixes'), right('earned'), right('tried'), left('rate')],
    ],
    rows: shown.map((rate) => [
      ...[rate.student, rate.grader, rate.split, rate.name, rate.k === null ? 'all' : String(rate.k)],
      ...[String(rate.mixes), String(rate.earned), String(rate.tried)],
      formatEstimate(rate.rate, rate.low, rate.high),
    ]),
    notes: [`Intervals: ${Math.round(intervals.level * 100)} %, over mixes. ${intervals.method}.`],
    header: [
      ...['student', 'grader', 'split', 'by', 'name', 'category', 'k', 'mixes', 'tried', 'earned'],
      ...['rate', 'low', 'high', 'temperature', 'maxTokens', 'purpose'],
    ],
    records: shown.map((rate) => [
      ...[rate.student, rate.grader, rate.split, rate.by, rate.name, rate.category, rate.k],
      ...[rate.mixes, rate.tried, rate.earned, rate.rate, rate.low, rate.high],
      ...[rate.sampling?.temperature ?? null, rate.sampling?.maxTokens ?? null, rate.purpose],
    ]),
  };
}
