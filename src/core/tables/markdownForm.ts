import { formatEstimate } from '../format/formatFraction.ts';
import { markdownTable } from '../format/markdownTable.ts';
import { type Provenance, provenanceLines } from './provenance.ts';
import type { StudyFigure, StudyTable } from './studyTable.ts';
import { captionOf } from './tableWords.ts';

/** The table in Markdown, with where it comes from as a list below it. */
export function markdownForm(table: StudyTable, provenance: Provenance): string {
  return [
    captionOf(table),
    markdownTable(
      [...table.labels, ...table.columns.map(({ split, k }) => `${split}, k = ${k}`)],
      table.rows.map(({ labels, figures }) => [...labels, ...figures.map(figureText)]),
    ),
    provenanceLines(provenance)
      .map((line) => `- ${line}`)
      .join('\n'),
    '',
  ].join('\n\n');
}

function figureText(found: StudyFigure | undefined): string | undefined {
  if (found === undefined) return undefined;
  const { unreadable } = found.cell;
  const values = found.values.map(({ value, low, high }) => formatEstimate(value, low, high));
  return `${values.join(' / ')}${unreadable === 0 ? '' : ` †${unreadable}`}`;
}
