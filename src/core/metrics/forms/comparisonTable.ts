import { formatBounds, formatChance, formatEstimate, formatFraction } from '../../format/formatFraction.ts';
import { SCORES } from '../comparedMixes.ts';
import type { BoundedFigure, Comparison, PairedFigure, RatioComparison } from '../comparison.ts';
import type { Field } from '../csv.ts';
import { left, right } from '../textTable.ts';
import type { ResultTable } from './resultTable.ts';

/** Full marks by k, split and both, then the skills, in the text form; every figure in CSV. */
export function comparisonTable(comparison: Comparison): ResultTable {
  const { base, tuned, graders } = comparison;
  return {
    json: comparison,
    columns: [
      ...[left('grader'), left('figure'), left('split'), right('k'), right('mixes'), right('base')],
      ...[right('tuned'), left('tuned - base'), right('p'), right('q'), left('bounds')],
    ],
    rows: graders.flatMap(({ grader, ratios, skills }) => [
      ...ratios.flatMap((row) =>
        (['max', 'mean'] as const).map((statistic) => [
          ...[grader, `full marks: ${statistic}`, row.split ?? 'all', row.k === null ? 'all' : String(row.k)],
          ...[String(row.mixes), ...figureTexts(row.fullMarks[statistic])],
          boundsText(row.fullMarks[statistic]),
        ]),
      ),
      ...skills.map((row) => [grader, row.skill, 'all', 'all', String(row.mixes), ...figureTexts(row), '']),
    ]),
    notes: [
      `base: ${base.student}; tuned: ${tuned.student}.`,
      ...[base, tuned]
        .filter(({ samplings }) => samplings.length > 1)
        .map(({ student }) => `${student} was asked in several ways; its figures are of a mixture.`),
      ...graders.map(({ grader, flips, ratios: [all], unpaired }) => {
        const gained = flips.filter(({ kind }) => kind === 'gained').length;
        const left = unpaired.length === 0 ? '' : unpairedText(all);
        return `${grader}: ${gained} mixes gained full marks, ${flips.length - gained} lost them.${left}`;
      }),
      `${comparison.method}.`,
    ],
    header: [
      ...['grader', 'by', 'split', 'k', 'skill', 'category', 'metric', 'statistic', 'mixes', 'onlyBase'],
      ...['onlyTuned', 'base', 'tuned', 'difference', 'low', 'high', 'p', 'q'],
      ...['boundedMixes', 'unreadableMixes', 'leastDifference', 'mostDifference'],
    ],
    records: graders.flatMap(({ grader, ratios, skills }) => [
      ...ratios.flatMap((row) => ratioRecords(grader, row)),
      ...skills.map((row) => [
        ...[grader, 'skill', null, null, row.skill, row.category, 'point', 'mean', row.mixes, null, null],
        ...[...figureFields(row), null, null, null, null],
      ]),
    ]),
  };
}

function ratioRecords(grader: string, row: RatioComparison): Field[][] {
  const { k, split, mixes, onlyBase, onlyTuned } = row;
  const by = k === null ? (split === null ? 'all' : 'split') : split === null ? 'k' : 'split and k';
  return SCORES.flatMap((score) =>
    (['max', 'mean'] as const).map((statistic) => [
      ...[grader, by, split, k, null, null, score, statistic, mixes, onlyBase, onlyTuned],
      ...figureFields(row[score][statistic]),
      ...boundFields(row[score][statistic]),
    ]),
  );
}

function figureFields({ base, tuned, difference, low, high, p, q }: PairedFigure): Field[] {
  return [base, tuned, difference, low, high, p, q];
}

function boundFields({ bounds: { mixes, unreadableMixes, least, most } }: BoundedFigure): Field[] {
  return [mixes, unreadableMixes, least, most];
}

/** Nothing where all is readable: the figure is its own bound. */
function boundsText({ bounds: { unreadableMixes, least, most } }: BoundedFigure): string {
  return unreadableMixes === 0 ? '' : formatBounds(least, most);
}

function figureTexts({ base, tuned, difference, low, high, p, q }: PairedFigure): string[] {
  const paired = formatEstimate(difference, low, high);
  return [formatFraction(base), formatFraction(tuned), paired, formatChance(p), formatChance(q)];
}

function unpairedText(all: RatioComparison | undefined): string {
  return ` Not compared: ${all?.onlyBase ?? 0} mixes with a graded text of base only, ${all?.onlyTuned ?? 0} of tuned only.`;
}
