import type { EstimatesFigure } from '../../../protocol/figures.ts';
import type { TableView } from '../../../protocol/tables.ts';
import { formatChance, formatFraction, withMinus } from '../../format/formatFraction.ts';
import type { Agreement } from '../../metrics/agreement.ts';
import type { GraderAlarms } from '../../metrics/alarms.ts';
import type { Bias } from '../../metrics/bias.ts';
import type { Consistency } from '../../metrics/consistency.ts';
import { differenceText, estimateText, varianceText } from '../words.ts';

/** Each two raters: how often they agree, and how much of that is more than chance. */
export function agreementTable(title: string, { all }: Agreement): TableView {
  return {
    title,
    columns: [
      { title: 'raters' },
      { title: 'judged by both', isNumber: true },
      { title: 'raw agreement' },
      { title: 'Cohen’s kappa' },
      { title: 'both / first / second / neither' },
    ],
    rows: all.pairs.map(({ raters, items, raw, kappa, both, onlyFirst, onlySecond, neither }) => [
      ...[raters.join(' and '), items, estimateText(raw), estimateText(kappa)],
      `${both} / ${onlyFirst} / ${onlySecond} / ${neither}`,
    ]),
  };
}

/** All raters together, for each kind of criterion and each skill. */
export function agreementByCriterion(title: string, { all, criteria, skills }: Agreement): TableView {
  const rows = [...withNames({ all, criteria }), ...skills.map((each) => ({ name: each.skill, ...each }))];
  return {
    title: `${title}, by criterion and skill`,
    columns: [
      { title: 'about' },
      { title: 'items', isNumber: true },
      { title: 'mixes', isNumber: true },
      { title: 'raw agreement' },
      { title: 'Krippendorff’s alpha' },
    ],
    rows: rows.map(({ name, items, mixes, raw, alpha }) => [
      ...[name, items, mixes, estimateText(raw), estimateText(alpha)],
    ]),
  };
}

export function alphaFigure(title: string, agreement: Agreement): EstimatesFigure {
  return {
    kind: 'estimates',
    title: `${title}: Krippendorff’s alpha`,
    caption: '1: always agree; 0: as often as by chance; below 0: less often.',
    axis: 'alpha',
    scale: 'signed',
    rows: withNames(agreement).flatMap(({ name, alpha: { value, low, high } }) =>
      value === null || low === null || high === null ? [] : [{ name, group: '', value, low, high }],
    ),
  };
}

/** Each grader over its own rounds. */
export function consistencyTable(consistency: readonly Consistency[]): TableView {
  return {
    title: 'A grader with itself',
    columns: [
      ...[{ title: 'grader' }, { title: 'rounds', isNumber: true }, { title: 'texts', isNumber: true }],
      ...['raw agreement', 'alpha', 'criteria on which rounds differ', 'variance of a text’s points'].map(
        (title) => ({ title }),
      ),
      { title: 'texts with identical rounds', isNumber: true },
    ],
    rows: consistency.map(({ grader, rounds, texts, all, pointsVariance, identicalRounds }) => [
      ...[grader, rounds, texts, estimateText(all.raw), estimateText(all.alpha), estimateText(all.differ)],
      ...[varianceText(pointsVariance), identicalRounds],
    ]),
  };
}

/** How many points each of two graders gives on the same texts. */
export function biasTable({ graders: [first, second], all, criteria }: Bias): TableView {
  return {
    title: `Generosity: ${second} against ${first}`,
    columns: [
      { title: 'about' },
      { title: 'judged by both', isNumber: true },
      { title: first },
      { title: second },
      { title: 'difference' },
      { title: 'p', isNumber: true },
    ],
    rows: withNames({ all, criteria }).map((each) => [
      ...[each.name, each.items, formatFraction(each.first), formatFraction(each.second)],
      ...[
        differenceText(each.difference.value, each.difference.low, each.difference.high),
        formatChance(each.p),
      ],
    ]),
  };
}

/** Whether two graders put the students in the same order. */
export function biasNote({ graders: [first, second], texts, orders }: Bias): string {
  const overall = orders.find(({ split, k }) => split === null && k === null);
  const swaps = overall?.swaps.map(([better, worse]) => `${better} before ${worse}`) ?? [];
  const order =
    overall === undefined || overall.tau === null
      ? 'nothing to compare'
      : `Kendall’s tau-b ${withMinus(formatFraction(overall.tau))}${swaps.length === 0 ? '; no two change places' : `; ${first} puts ${swaps.join(', ')}, and ${second} the other way round`}`;
  return `${texts} texts graded by both. Order of the students: ${order}.`;
}

export function alarmTable(alarms: readonly GraderAlarms[]): TableView {
  return {
    title: 'Alarms',
    columns: [
      { title: 'grader' },
      { title: 'texts with identical rounds' },
      { title: 'points without evidence' },
      { title: 'points against their own reason (reads English only)' },
    ],
    rows: alarms.map(({ grader, identicalRounds, pointsWithoutEvidence, contradictions }) => [
      grader,
      ...[identicalRounds, pointsWithoutEvidence, contradictions].map(({ count, of }) => `${count} of ${of}`),
    ]),
  };
}

function withNames<T>({
  all,
  criteria,
}: {
  readonly all: T;
  readonly criteria: readonly (T & { readonly criterion: string })[];
}) {
  return [
    { name: 'all criteria', ...all },
    ...criteria.map((each) => ({ name: each.criterion as string, ...each })),
  ];
}
