import type { Agreement } from '../agreement.ts';
import { left, right } from '../textTable.ts';
import { ALL_JUDGED, aboutRows } from './aboutRows.ts';
import { estimateFields, estimateHeader, estimateText, type ResultTable } from './resultTable.ts';

/** Of everything and of each criterion all raters and each two; of each skill all raters in the text form. */
export function agreementTable(agreement: Agreement): ResultTable {
  const about = aboutRows(agreement);
  return {
    json: agreement,
    columns: [
      ...[left('about'), left('graders'), right('points'), right('mixes')],
      ...[left('agree'), left('alpha'), left('kappa')],
    ],
    rows: about.flatMap(({ by, name, figures }) => [
      [
        ...[name, 'all', String(figures.items), String(figures.mixes)],
        ...[estimateText(figures.raw), estimateText(figures.alpha), ''],
      ],
      ...(by === 'skill' ? [] : figures.pairs).map((pair) => [
        ...[name, pair.raters.join(', '), String(pair.items), String(pair.mixes)],
        ...[estimateText(pair.raw), '', estimateText(pair.kappa)],
      ]),
    ]),
    notes: [ALL_JUDGED, 'Verdicts of each grader, before the name rule.', `${agreement.method}.`],
    header: [
      ...['by', 'name', 'category', 'grader', 'otherGrader', 'items', 'mixes'],
      ...['both', 'onlyFirst', 'onlySecond', 'neither'],
      ...[...estimateHeader('raw'), ...estimateHeader('alpha'), ...estimateHeader('kappa')],
    ],
    records: about.flatMap(({ by, name, category, figures }) => [
      [
        ...[by, name, category, null, null, figures.items, figures.mixes, null, null, null, null],
        ...[...estimateFields(figures.raw), ...estimateFields(figures.alpha), null, null, null],
      ],
      ...figures.pairs.map((pair) => [
        ...[by, name, category, ...pair.raters, pair.items, pair.mixes],
        ...[pair.both, pair.onlyFirst, pair.onlySecond, pair.neither],
        ...[...estimateFields(pair.raw), null, null, null, ...estimateFields(pair.kappa)],
      ]),
    ]),
  };
}
