import type { HeatFigure } from '../../../protocol/figures.ts';
import { formatChance, formatEstimate, formatNumber } from '../../format/formatFraction.ts';
import type { PairTable } from '../../metrics/pairs.ts';
import type { Rate } from '../../metrics/rates.ts';
import type { FigureList } from '../figureList.ts';
import { html, type Markup } from '../markup.ts';
import type { ReportContents } from '../reportContents.ts';
import { folded, tableMarkup } from '../tableMarkup.ts';

/** More pairs than these are in `report --table pairs`. */
const PAIRS_SHOWN = 20;

/** How often each skill, category and criterion was earned, and which skills fail together. */
export function skillsSection({ rates, pairs }: ReportContents, figures: FigureList): Markup {
  return html`<section id="skills"><h2>Skill by skill</h2>
${seriesOf(rates.rates).map(([name, own]) => figures.place(heatOf(name, own)))}
${folded('All rates', rateTable(rates.rates))}
<h3>Pairs that fail together</h3>
<p class="note">${pairs.method} Pairs in fewer than ${pairs.fewestMixes} mixes are not tested.</p>
${pairs.tables.map(pairTable)}
</section>`;
}

/** The rates of one student by one grader in one split. */
function seriesOf(rates: readonly Rate[]): [string, Rate[]][] {
  const series = new Map<string, Rate[]>();
  for (const rate of rates) {
    const parts = [rate.student, rate.split, `graded by ${rate.grader}`, rate.purpose, samplingText(rate)];
    const name = parts.filter((part) => part !== null && part !== '').join(', ');
    const own = series.get(name);
    if (own === undefined) series.set(name, [rate]);
    else own.push(rate);
  }
  return [...series];
}

function samplingText({ sampling }: Rate): string {
  return sampling?.temperature === undefined ? '' : `temperature ${sampling.temperature}`;
}

function heatOf(name: string, rates: readonly Rate[]): HeatFigure {
  const skills = rates.filter(({ by }) => by === 'skill');
  const ks = [...new Set(skills.flatMap(({ k }) => k ?? []))].sort((a, b) => a - b);
  return {
    kind: 'heat',
    title: `Skill and k: ${name}`,
    caption: 'How often a text that was to show the skill earned its point. The hardest skills stand first.',
    rowTitle: 'skill',
    columnTitle: 'k =',
    rows: skills
      .filter(({ k }) => k === null)
      .sort((one, other) => one.rate - other.rate)
      .map((skill) => skill.name),
    columns: ks.map(String),
    cells: skills.flatMap(({ name: row, k, rate, low, high, tried }) =>
      k === null
        ? []
        : [
            {
              row,
              column: String(k),
              value: rate,
              low,
              high,
              tried,
              of: { skill: row, k, verdict: 'graded' },
            },
          ],
    ),
  };
}

function rateTable(rates: readonly Rate[]): Markup {
  return tableMarkup(
    'All rates',
    [
      ...[{ title: 'student' }, { title: 'grader' }, { title: 'split' }, { title: 'purpose' }],
      ...[{ title: 'temperature', isNumber: true }, { title: 'of' }, { title: 'name' }],
      ...['k', 'mixes', 'earned', 'tried'].map((title) => ({ title, isNumber: true })),
      { title: 'rate' },
    ],
    rates.map(
      ({ student, grader, split, purpose, sampling, by, name, k, mixes, earned, tried, rate, low, high }) => [
        ...[student, grader, split, purpose ?? '–', sampling?.temperature ?? '–', by, name],
        ...[k ?? 'all', mixes, earned, tried, formatEstimate(rate, low, high)],
      ],
    ),
  );
}

function pairTable({ grader, students, lift, tested, pairs }: PairTable): Markup {
  const title = `${students.join(', ')}, graded by ${grader}`;
  const found = pairs.slice(0, PAIRS_SHOWN);
  return html`<h4>${title}</h4>
<p class="note">${tested} pairs tested${lift === null ? '' : html`; over all pairs, ${formatNumber(lift)} times as many are missed together as expected`}.</p>
${tableMarkup(
  `Pairs: ${title}`,
  [
    ...[{ title: 'skills' }, { title: 'mixes', isNumber: true }, { title: 'texts', isNumber: true }],
    ...['missed together', 'observed', 'expected', 'lift', 'p', 'q'].map((name) => ({
      title: name,
      isNumber: true,
    })),
  ],
  found.map((pair) => [
    ...[pair.skills.join(' + '), pair.mixes, pair.texts, pair.missedTogether, formatNumber(pair.observed, 1)],
    ...[formatNumber(pair.expected, 1), formatNumber(pair.lift), formatChance(pair.p), formatChance(pair.q)],
  ]),
)}`;
}
