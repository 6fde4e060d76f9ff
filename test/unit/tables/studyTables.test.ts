import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../src/core/metrics/factsOf.ts';
import { reportOf } from '../../../src/core/metrics/report.ts';
import { csvForm } from '../../../src/core/tables/csvForm.ts';
import { latexForm } from '../../../src/core/tables/latexForm.ts';
import { markdownForm } from '../../../src/core/tables/markdownForm.ts';
import type { Provenance } from '../../../src/core/tables/provenance.ts';
import { studyTable } from '../../../src/core/tables/studyTable.ts';
import { round, roundOf, sample } from '../metrics/judgedRecords.ts';

const provenance: Provenance = {
  skillmix: '0.0.0',
  madeAt: '2026-01-02 03:04:05 UTC',
  file: 'study.skillset.yaml',
  skillset: 'abc',
  filters: ['--k 2'],
  rules: ['a skill that is named in the text earns no point'],
  samples: 5,
  gradings: 6,
  promptVersions: ['p1'],
  rubricVersions: ['r1'],
  from: '2026-01-01 00:00:00 UTC',
  until: '2026-01-01 01:00:00 UTC',
  intervals: 'Wilson.',
};

const two = { skills: ['a', 'b'], split: 'held-out' };
const base = sample({ ...two, mix: 'x', student: 'lab/base' });
const baseToo = sample({ ...two, mix: 'y', student: 'lab/base' });
const baseLost = sample({ ...two, mix: 'z', student: 'lab/base' });
const tuned = sample({ ...two, mix: 'x', student: 'lab/tuned_50%' });
const other = sample({ ...two, mix: 'w', student: 'lab/base', split: 'training', skills: ['a'] });
const report = reportOf(
  factsOf(
    [base, baseToo, baseLost, tuned, other],
    [
      round(base, '11 111'),
      round(base, '01 111', { grader: 'lab/second' }),
      round(baseToo, '10 111'),
      roundOf(baseLost, { kind: 'unreadable', why: '?' }),
      round(tuned, '11 111'),
      round(other, '1 111'),
    ],
  ),
  { nameRule: true },
);
const oneGrader = { cells: report.cells.filter(({ grader }) => grader === 'lab/judge') };

describe('studyTable', () => {
  it('has students down, splits and k across, and a gap where nothing was graded', () => {
    const table = studyTable(oneGrader, 'full-marks', { statistic: 'max' });
    expect(table.labels).toEqual(['student']);
    expect(table.columns).toEqual([
      { split: 'held-out', k: 2 },
      { split: 'training', k: 1 },
    ]);
    expect(
      table.rows.map(({ labels, figures }) => [labels, figures.map((each) => each?.values[0]?.value)]),
    ).toEqual([
      [['lab/base'], [0.5, 1]],
      [['lab/tuned_50%'], [1, undefined]],
    ]);
  });

  it('gives each grader a row of its own where there are several', () => {
    const table = studyTable(report, 'graders', { statistic: 'max', students: ['lab/base'] });
    expect(table.labels).toEqual(['student', 'grader']);
    expect(table.rows.map(({ labels, figures }) => [...labels, figures[0]?.values[0]?.value])).toEqual([
      ['lab/base', 'lab/judge', 0.5],
      ['lab/base', 'lab/second', 0],
    ]);
  });

  it('takes the students that are named, in their order and by other names', () => {
    const table = studyTable(oneGrader, 'efficiency', {
      statistic: 'mean',
      students: ['lab/tuned_50%', 'lab/base'],
      names: new Map([['lab/base', 'untrained']]),
    });
    expect(table.rows.map(({ labels }) => labels)).toEqual([['lab/tuned_50%'], ['untrained']]);
  });

  it('shows all three metrics where they are asked for', () => {
    const table = studyTable(oneGrader, 'metrics', { statistic: 'max' });
    expect(table.rows[0]?.figures[0]?.values.map(({ value }) => value)).toEqual([0.5, 0.5, 0.75]);
  });
});

describe('the forms of a table', () => {
  const table = studyTable(oneGrader, 'full-marks', { statistic: 'max' });

  it('prints Markdown with the unreadable texts beside the figure, and where it comes from', () => {
    expect(markdownForm(table, provenance)).toMatchInlineSnapshot(`
      "Ratio of full marks: of each mix the best of its generations, then the mean over mixes, with 95 % intervals. †: so many texts have no readable answer or grading, and are not in the figure.

      | student | held-out, k = 2 | training, k = 1 |
      | --- | --- | --- |
      | lab/base | .50 [.09, .91] †1 | 1.00 [.21, 1.00] |
      | lab/tuned_50% | 1.00 [.21, 1.00] | – |

      - made by: Skillmix 0.0.0, 2026-01-02 03:04:05 UTC
      - skillset: study.skillset.yaml, SHA-256 abc
      - texts: 5, written from 2026-01-01 00:00:00 UTC to 2026-01-01 01:00:00 UTC
      - gradings: 6
      - only: --k 2
      - rules: a skill that is named in the text earns no point
      - prompts: p1
      - rubrics: r1
      - intervals: 95 %, over mixes. Wilson.

      "
    `);
  });

  it('prints LaTeX in which no name is a command', () => {
    expect(latexForm(table, provenance)).toMatchInlineSnapshot(`
      "% made by: Skillmix 0.0.0, 2026-01-02 03:04:05 UTC
      % skillset: study.skillset.yaml, SHA-256 abc
      % texts: 5, written from 2026-01-01 00:00:00 UTC to 2026-01-01 01:00:00 UTC
      % gradings: 6
      % only: --k 2
      % rules: a skill that is named in the text earns no point
      % prompts: p1
      % rubrics: r1
      % intervals: 95 %, over mixes. Wilson.
      % needs \\usepackage{booktabs}
      \\begin{table}
        \\centering
        \\caption{Ratio of full marks: of each mix the best of its generations, then the mean over mixes, with 95 \\% intervals. $^\\dagger$: so many texts have no readable answer or grading, and are not in the figure.}
        \\begin{tabular}{lcc}
          \\toprule
           & \\multicolumn{1}{c}{held-out} & \\multicolumn{1}{c}{training} \\\\
          \\cmidrule(lr){2-2} \\cmidrule(lr){3-3}
          student & $k=2$ & $k=1$ \\\\
          \\midrule
          lab/base & .50 {\\scriptsize [.09, .91]}$^{\\dagger 1}$ & 1.00 {\\scriptsize [.21, 1.00]} \\\\
          lab/tuned\\_50\\% & 1.00 {\\scriptsize [.21, 1.00]} & -- \\\\
          \\bottomrule
        \\end{tabular}
      \\end{table}
      "
    `);
  });

  it('prints CSV with a line for each figure and all that it rests on', () => {
    const rows: Record<string, string>[] = parse(csvForm(table, provenance), { columns: true });
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatchObject({
      ...{ student: 'lab/base', grader: 'lab/judge', split: 'held-out', k: '2', metric: 'fullMarks' },
      ...{
        statistic: 'max',
        value: '0.5',
        mixes: '2',
        unreadableGradings: '1',
        prompts: 'p1',
        skillset: 'abc',
      },
    });
  });
});
