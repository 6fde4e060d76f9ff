import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../src/core/metrics/factsOf.ts';
import { formatReport } from '../../../src/core/metrics/formatReport.ts';
import { reportOf } from '../../../src/core/metrics/report.ts';
import { reportCsv } from '../../../src/core/metrics/reportCsv.ts';
import type { Sample } from '../../../src/core/runs/records.ts';
import { round, roundOf, sample } from './judgedRecords.ts';

const texts = [
  sample({ mix: 'x', skills: ['red herring, "fishy"', 'übung'] }),
  sample({ mix: 'y', skills: ['red herring, "fishy"', 'übung'] }),
  sample({ student: 'lab/longer\nname', split: 'all', skills: ['übung'] }),
];
const [first, second, third] = texts;
if (first === undefined || second === undefined || third === undefined) throw new Error('Three texts.');
const gradings = [
  round(first, '11 111'),
  round(second, '10 111'),
  roundOf(third, { kind: 'unreadable', why: '?' }),
];
const report = reportOf(factsOf(texts, gradings), { nameRule: true });

describe('formatReport', () => {
  it('prints aligned tables, with a dash and never a zero for what is not graded', () => {
    expect(formatReport(report).replace(report.intervals.method, 'METHOD')).toMatchInlineSnapshot(`
      "student          grader     split     k  mixes  samples  graded  unreadable  full marks: max  full marks: mean  all skills: max  skill fraction: max
      lab/longer name  lab/judge  all       1      1        1       0           1  –                –                 –                –
      lab/writer       lab/judge  held-out  2      2        2       2           0  .50 [.09, .91]   .50 [.09, .91]    .50 [.09, .91]   .75 [.20, .97]
      1 rounds of grading could not be read.

      skill                 category     earned  tried  rate
      red herring, "fishy"  second half       2      2  1.00 [.34, 1.00]
      übung                 second half       1      2  .50 [.09, .91]

      Intervals: 95 %, over mixes. METHOD.
      max: the best of the generations of each mix; mean: the mean over them. Not graded is not zero.
      "
    `);
  });

  it('shows seed, purpose and temperature only where they differ', () => {
    const header = (...samples: Sample[]): string =>
      formatReport(reportOf(factsOf(samples, []), { nameRule: true })).split('\n')[0] ?? '';
    const data = { seed: 7, purpose: 'data', sampling: { temperature: 0 } } as const;
    expect(header(sample(data), sample(data))).not.toMatch(/seed|purpose|temperature/u);
    expect(header(sample(data), sample({ ...data, seed: 8 }))).toMatch(/ k {2}seed {2}mixes/u);
    expect(header(sample(data), sample({ split: 'all' }))).toMatch(/purpose +seed +temperature +mixes/u);
  });

  it('says that there is nothing yet', () => {
    expect(formatReport({ ...report, cells: [], skills: [] })).toBe('There are no samples yet.\n');
  });
});

describe('reportCsv', () => {
  it('puts fields with commas, quotes or line ends into quotes, and ends lines with CR LF', () => {
    const lines = reportCsv(report, 'skills').split('\r\n');
    expect(lines[0]).toBe('name,category,tried,earned,rate,low,high');
    expect(lines).toContainEqual(
      expect.stringMatching(/^"red herring, ""fishy""",second half,2,2,1,0\.34\d+,1$/u),
    );
    expect(lines.at(-1)).toBe('');
    expect(reportCsv(report, 'cells')).toContain('"lab/longer\nname",lab/judge,all,1,');
  });

  it('keeps the columns of before in their places and adds new ones at the end', () => {
    const [header] = reportCsv(report, 'cells').split('\r\n');
    expect(header).toMatch(/^student,grader,split,k,mixes,.*,seed,temperature,maxTokens,purpose,fullMarks/u);
    expect(header?.endsWith(',skillFraction.mean.ifAllMissed,skillFraction.mean.ifAllEarned')).toBe(true);
    const written = sample({ seed: 7, purpose: 'data', sampling: { temperature: 0.5, maxTokens: 64 } });
    const rows = reportCsv(reportOf(factsOf([written], []), { nameRule: true }), 'cells');
    expect(rows).toMatch(/,7,0\.5,64,data,{12}\r\n$/u);
  });

  it.each(['=1+1', '+1', '-1', '@sum', '\tx'])(
    'does not let a spreadsheet take the name %s for a formula',
    (name) => {
      const text = sample({ skills: [name] });
      const rows = reportCsv(reportOf(factsOf([text], [round(text, '1 111')]), { nameRule: true }), 'skills');
      expect(rows.split('\r\n')[1]).toContain(`'${name},`);
    },
  );

  it('gives every row of the cells as many fields as the header, empty for what is not graded', () => {
    const [header, ...rows] = reportCsv(report, 'cells').trimEnd().split('\r\n');
    const fields = (line: string) => line.replaceAll(/"[^"]*"/gu, '').split(',');
    const width = fields(header ?? '').length;
    expect(rows.map((row) => fields(row).length)).toEqual([width, width]);
    expect(rows[0]?.endsWith(','.repeat(18 + 4) + ',0,1,0,1'.repeat(3))).toBe(true);
  });
});
