import type { EstimatesFigure } from '../../../protocol/figures.ts';
import type { Agreement } from '../../metrics/agreement.ts';
import type { Bias } from '../../metrics/bias.ts';
import type { Consistency } from '../../metrics/consistency.ts';
import type { PeopleAgreement } from '../../review/peopleAgreement.ts';
import type { FigureList } from '../figureList.ts';
import { html, type Markup } from '../markup.ts';
import type { ReportContents } from '../reportContents.ts';
import { folded, tableMarkup } from '../tableMarkup.ts';
import { differenceText, estimateText, pText } from '../words.ts';

/** Whether the graders can be believed: with each other, with people, with themselves. */
export function gradersSection(contents: ReportContents, figures: FigureList): Markup {
  const { agreement, people, consistency, biases, alarms } = contents;
  return html`<section id="graders"><h2>Graders</h2>
${agreement === undefined ? html`<p>One grader: there is no other to agree with.</p>` : agreementPart('Agreement between graders', agreement, figures)}
${people === undefined ? html`<p>Nobody has reviewed texts yet: <code>skillmix reviews sheet</code> draws some for a person.</p>` : peoplePart(people, figures)}
<h3>A grader with itself, over rounds</h3>
${consistency.length === 0 ? html`<p>No text has two readable rounds of one grader.</p>` : consistencyTable(consistency)}
${biases.length === 0 ? undefined : html`<h3>Generosity</h3>${biases.map(biasPart)}`}
<h3>Alarms</h3>
${tableMarkup(
  'Alarms',
  [
    { title: 'grader' },
    { title: 'texts with identical rounds' },
    { title: 'points without evidence' },
    { title: 'points against their own reason' },
  ],
  alarms.map(({ grader, identicalRounds, pointsWithoutEvidence, contradictions }) => [
    grader,
    ...[identicalRounds, pointsWithoutEvidence, contradictions].map(({ count, of }) => `${count} of ${of}`),
  ]),
)}
</section>`;
}

/** Only what chance chose tells of all texts; hard cases are told apart. */
function peoplePart({ byChance, chosen }: PeopleAgreement, figures: FigureList): Markup {
  return html`${
    byChance.texts === 0
      ? html`<p>No text that chance chose has been reviewed: nothing can be said of all texts.</p>`
      : agreementPart(
          `Agreement with people, on ${byChance.texts} texts chosen by chance`,
          byChance.agreement,
          figures,
        )
  }
${
  chosen.texts === 0
    ? undefined
    : folded(
        `On ${chosen.texts} texts chosen because they are hard`,
        agreementPart(
          'Agreement with people on hard texts: it tells where graders go wrong, not how often',
          chosen.agreement,
          figures,
        ),
      )
}`;
}

function agreementPart(title: string, agreement: Agreement, figures: FigureList): Markup {
  const { all, criteria, skills, method } = agreement;
  const rows = [
    { name: 'all criteria', ...all },
    ...criteria.map((each) => ({ name: each.criterion, ...each })),
    ...skills.map((each) => ({ name: each.skill, ...each })),
  ];
  return html`<h3>${title}</h3>
${figures.place(alphaFigure(title, agreement))}
${tableMarkup(
  title,
  [
    { title: 'raters' },
    { title: 'judged by both', isNumber: true },
    { title: 'raw agreement' },
    { title: 'Cohen’s kappa' },
    { title: 'both / first / second / neither' },
  ],
  all.pairs.map(({ raters, items, raw, kappa, both, onlyFirst, onlySecond, neither }) => [
    ...[raters.join(' and '), items, estimateText(raw), estimateText(kappa)],
    `${both} / ${onlyFirst} / ${onlySecond} / ${neither}`,
  ]),
)}
${folded(
  'By criterion and skill',
  tableMarkup(
    `${title}, by criterion and skill`,
    [
      { title: 'about' },
      { title: 'items', isNumber: true },
      { title: 'mixes', isNumber: true },
      { title: 'raw agreement' },
      { title: 'Krippendorff’s alpha' },
    ],
    rows.map(({ name, items, mixes, raw, alpha }) => [
      name,
      items,
      mixes,
      estimateText(raw),
      estimateText(alpha),
    ]),
  ),
)}
<p class="note">${method}</p>`;
}

function alphaFigure(title: string, { all, criteria }: Agreement): EstimatesFigure {
  const rows = [
    { name: 'all criteria', ...all },
    ...criteria.map((each) => ({ name: each.criterion, ...each })),
  ];
  return {
    kind: 'estimates',
    title: `${title}: Krippendorff’s alpha`,
    caption: '1: always agree; 0: as often as by chance; below 0: less often.',
    axis: 'alpha',
    scale: 'signed',
    rows: rows.flatMap(({ name, alpha: { value, low, high } }) =>
      value === null || low === null || high === null ? [] : [{ name, group: '', value, low, high }],
    ),
  };
}

function consistencyTable(consistency: readonly Consistency[]): Markup {
  return tableMarkup(
    'A grader with itself',
    [
      ...[{ title: 'grader' }, { title: 'rounds', isNumber: true }, { title: 'texts', isNumber: true }],
      ...['raw agreement', 'alpha', 'criteria on which rounds differ', 'variance of a text’s points'].map(
        (title) => ({ title }),
      ),
      { title: 'texts with identical rounds', isNumber: true },
    ],
    consistency.map(({ grader, rounds, texts, all, pointsVariance, identicalRounds }) => [
      ...[grader, rounds, texts, estimateText(all.raw), estimateText(all.alpha), estimateText(all.differ)],
      ...[estimateText(pointsVariance), identicalRounds],
    ]),
  );
}

function biasPart({ graders: [first, second], texts, all, criteria, orders }: Bias): Markup {
  const overall = orders.find(({ split, k }) => split === null && k === null);
  const swaps = overall?.swaps.map(([better, worse]) => `${better} before ${worse}`) ?? [];
  return html`<h4>${second} against ${first}</h4>
${tableMarkup(
  `Generosity: ${second} against ${first}`,
  [
    { title: 'about' },
    { title: 'judged by both', isNumber: true },
    { title: first },
    { title: second },
    { title: 'difference' },
    { title: 'p', isNumber: true },
  ],
  [{ name: 'all criteria', ...all }, ...criteria.map((each) => ({ name: each.criterion, ...each }))].map(
    (each) => [
      ...[each.name, each.items, each.first?.toFixed(2) ?? '–', each.second?.toFixed(2) ?? '–'],
      ...[differenceText(each.difference.value, each.difference.low, each.difference.high), pText(each.p)],
    ],
  ),
)}
<p class="note">${texts} texts graded by both. Order of the students: ${
    overall === undefined || overall.tau === null
      ? 'nothing to compare'
      : `Kendall’s tau-b ${overall.tau.toFixed(2)}${swaps.length === 0 ? '; no two change places' : `; ${first} puts ${swaps.join(', ')}, and ${second} the other way round`}`
  }.</p>`;
}
