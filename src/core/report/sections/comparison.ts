import type { ChangeFigure } from '../../../protocol/figures.ts';
import type { GraderComparison, PairedFigure, RatioComparison } from '../../metrics/comparison.ts';
import type { SampleId } from '../../runs/records.ts';
import { textAnchor } from '../anchors.ts';
import type { FigureList } from '../figureList.ts';
import { html, type Markup } from '../markup.ts';
import type { ReportContents } from '../reportContents.ts';
import { folded, tableMarkup } from '../tableMarkup.ts';
import { differenceText, pText } from '../words.ts';

/** Two students on the same mixes. */
export function comparisonSection(
  { comparison, flipped = new Map() }: Pick<ReportContents, 'comparison' | 'flipped'>,
  figures: FigureList,
): Markup | undefined {
  if (comparison === undefined) return undefined;
  const { base, tuned, graders, method } = comparison;
  return html`<section id="comparison"><h2>${tuned.student} against ${base.student}</h2>
<p class="note">${method}</p>
${graders.map((each) => html`${graderPart(each, base.student, tuned.student, figures)}${flipList(each, flipped)}`)}
</section>`;
}

function graderPart(compared: GraderComparison, base: string, tuned: string, figures: FigureList): Markup {
  const { grader, ratios, skills, flips, unpaired } = compared;
  const gained = flips.filter(({ kind }) => kind === 'gained').length;
  return html`<h3>Graded by ${grader}</h3>
${figures.place(skillChange(compared, base, tuned))}
${tableMarkup(
  `Full marks, graded by ${grader}`,
  [
    { title: 'split' },
    ...PAIRED,
    { title: `full marks: ${base}`, isNumber: true },
    { title: tuned, isNumber: true },
    ...TESTED,
  ],
  ratios.map((row) => [row.split ?? 'all', row.k ?? 'all', row.mixes, ...pairedCells(row.fullMarks.max)]),
)}
${tableMarkup(
  `The three metrics, graded by ${grader}`,
  [
    { title: 'split' },
    ...PAIRED,
    ...['all skills', 'skill fraction', 'full marks, mean over generations'].map((title) => ({ title })),
  ],
  ratios.map((row) => [row.split ?? 'all', row.k ?? 'all', row.mixes, ...metricCells(row)]),
)}
${folded(
  'By skill',
  tableMarkup(
    `By skill, graded by ${grader}`,
    [
      { title: 'skill' },
      { title: 'category' },
      { title: 'mixes', isNumber: true },
      { title: base, isNumber: true },
      { title: tuned, isNumber: true },
      ...TESTED,
    ],
    skills.map((skill) => [skill.skill, skill.category, skill.mixes, ...pairedCells(skill)]),
  ),
)}
<p class="note">${gained} mixes gained full marks, ${flips.length - gained} lost them. ${unpaired.length} mixes have a graded text of one student only, and are in no figure.</p>`;
}

/** Each mix that changed, with its texts. */
function flipList({ flips }: GraderComparison, flipped: ReadonlyMap<number, SampleId>): Markup | undefined {
  if (flips.length === 0) return undefined;
  const links = (numbers: readonly number[]) =>
    numbers.flatMap((number, place) => {
      const id = flipped.get(number);
      return id === undefined ? [] : [html`<a href="#${textAnchor(id)}">${place + 1}</a> `];
    });
  return folded(
    'Mixes that changed',
    tableMarkup(
      'Mixes that changed',
      [
        { title: 'change' },
        { title: 'split' },
        { title: 'k', isNumber: true },
        { title: 'texts before' },
        { title: 'texts after' },
      ],
      flips.map(({ kind, split, k, base, tuned }) => [kind, split, k, links(base), links(tuned)]),
    ),
  );
}

const PAIRED = [
  { title: 'k', isNumber: true },
  { title: 'mixes', isNumber: true },
];
const TESTED = [{ title: 'difference' }, { title: 'p', isNumber: true }, { title: 'q', isNumber: true }];

function pairedCells({ base, tuned, difference, low, high, p, q }: PairedFigure): string[] {
  return [
    ...[base?.toFixed(2) ?? '–', tuned?.toFixed(2) ?? '–', differenceText(difference, low, high)],
    ...[pText(p), pText(q)],
  ];
}

function metricCells({ allSkills, skillFraction, fullMarks }: RatioComparison): string[] {
  return [allSkills.max, skillFraction.max, fullMarks.mean].map(({ difference, low, high }) =>
    differenceText(difference, low, high),
  );
}

function skillChange({ grader, ratios }: GraderComparison, base: string, tuned: string): ChangeFigure {
  return {
    kind: 'change',
    title: `Full marks: from ${base} to ${tuned}`,
    caption: `The mean over the mixes that both students have, the best of the generations of each. Graded by ${grader}. Whether a change is more than chance is in the table: the interval of the difference is paired.`,
    from: base,
    to: tuned,
    rows: ratios.flatMap(({ split, k, fullMarks: { max } }) => {
      if (split === null || k === null || max.base === null || max.tuned === null) return [];
      return [{ name: `${split}, k = ${k}`, group: split, from: point(max.base), to: point(max.tuned) }];
    }),
  };
}

/** The paired interval is of the difference; the ends have none of their own here. */
function point(value: number): { readonly value: number; readonly low: number; readonly high: number } {
  return { value, low: value, high: value };
}
