import type { GraderComparison } from '../../metrics/comparison.ts';
import type { SampleId } from '../../runs/records.ts';
import { textAnchor } from '../anchors.ts';
import type { FigureList } from '../figureList.ts';
import { html, type Markup } from '../markup.ts';
import type { ReportContents } from '../reportContents.ts';
import { folded, plainTable, tableMarkup } from '../tableMarkup.ts';
import {
  type ComparedNames,
  changeFigure,
  fullMarksTable,
  metricsTable,
  skillChangeTable,
} from '../tables/comparisonTables.ts';

/** Two students on the same mixes. */
export function comparisonSection(
  { comparison, flipped = new Map() }: Pick<ReportContents, 'comparison' | 'flipped'>,
  figures: FigureList,
): Markup | undefined {
  if (comparison === undefined) return undefined;
  const { base, tuned, graders, method } = comparison;
  return html`<section id="comparison"><h2>${tuned.student} against ${base.student}</h2>
<p class="note">${method}</p>
${graders.map((each) => html`${graderPart(each, { base: base.student, tuned: tuned.student }, figures)}${flipList(each, flipped)}`)}
</section>`;
}

function graderPart(compared: GraderComparison, names: ComparedNames, figures: FigureList): Markup {
  const { grader, flips, unpaired } = compared;
  const gained = flips.filter(({ kind }) => kind === 'gained').length;
  return html`<h3>Graded by ${grader}</h3>
${figures.place(changeFigure(compared, names))}
${plainTable(fullMarksTable(compared, names))}
${plainTable(metricsTable(compared))}
${folded('By skill', plainTable(skillChangeTable(compared, names)))}
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
