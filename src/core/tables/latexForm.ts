import { formatFraction } from '../format/formatFraction.ts';
import { type Provenance, provenanceLines } from './provenance.ts';
import type { StudyFigure, StudyTable } from './studyTable.ts';
import { captionOf } from './tableWords.ts';

/** The table for a paper, with the `booktabs` package. Where it comes from stands in comments above it. */
export function latexForm(table: StudyTable, provenance: Provenance): string {
  const { labels, columns, rows } = table;
  const splits = spansOf(columns.map(({ split }) => split));
  return [
    ...provenanceLines(provenance).map((line) => `% ${line.replaceAll(/\s+/gu, ' ')}`),
    '% needs \\usepackage{booktabs}',
    '\\begin{table}',
    '  \\centering',
    `  \\caption{${escapeLatex(captionOf(table))}}`,
    `  \\begin{tabular}{${'l'.repeat(labels.length)}${'c'.repeat(columns.length)}}`,
    '    \\toprule',
    `    ${[...labels.map(() => ''), ...splits.map(({ name, span }) => `\\multicolumn{${span}}{c}{${escapeLatex(name)}}`)].join(' & ')} \\\\`,
    `    ${rulesUnder(splits, labels.length)}`,
    `    ${[...labels.map(escapeLatex), ...columns.map(({ k }) => `$k=${k}$`)].join(' & ')} \\\\`,
    '    \\midrule',
    ...rows.map(
      (row) => `    ${[...row.labels.map(escapeLatex), ...row.figures.map(figureText)].join(' & ')} \\\\`,
    ),
    '    \\bottomrule',
    '  \\end{tabular}',
    '\\end{table}',
    '',
  ].join('\n');
}

/** Neighbours of one name together. */
function spansOf(names: readonly string[]): readonly { readonly name: string; readonly span: number }[] {
  const spans: { readonly name: string; span: number }[] = [];
  for (const name of names) {
    const last = spans.at(-1);
    if (last?.name === name) last.span += 1;
    else spans.push({ name, span: 1 });
  }
  return spans;
}

function rulesUnder(splits: readonly { readonly span: number }[], labels: number): string {
  let column = labels;
  return splits
    .map(({ span }) => {
      const from = column + 1;
      column += span;
      return `\\cmidrule(lr){${from}-${column}}`;
    })
    .join(' ');
}

function figureText(figure: StudyFigure | undefined): string {
  if (figure === undefined) return '--';
  const unreadable = figure.cell.unreadable === 0 ? '' : `$^{\\dagger ${figure.cell.unreadable}}$`;
  const values = figure.values.map(
    ({ value, low, high }) =>
      `${formatFraction(value)} {\\scriptsize [${formatFraction(low)}, ${formatFraction(high)}]}`,
  );
  return `${values.join(' / ')}${unreadable}`;
}

/** No name can be a command. */
function escapeLatex(text: string): string {
  return text
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/[\\{}$&#^_%~<>|"†]/gu, (special) => ESCAPES[special] ?? special);
}

const ESCAPES: { readonly [special: string]: string } = {
  '†': '$^\\dagger$',
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '^': '\\textasciicircum{}',
  _: '\\_',
  '%': '\\%',
  '~': '\\textasciitilde{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '"': '\\textquotedbl{}',
};
