import { describe, expect, it } from 'vitest';
import { formatBudget } from '../../../src/core/plan/budgetCoverage.ts';
import { formatDollars, formatLarge, formatMoney } from '../../../src/core/plan/formatAmount.ts';
import { formatStudy, studyJson } from '../../../src/core/plan/formatStudy.ts';
import { mixesCsv, partsCsv } from '../../../src/core/plan/planCsv.ts';
import {
  partsToPlan,
  type StudyFacts,
  type StudyReport,
  studyReport,
} from '../../../src/core/plan/studyReport.ts';
import { NOTHING_STORED } from '../../../src/core/plan/survey.ts';
import { skill } from '../mixes/skillsOf.ts';
import { data, evaluate, study } from './studyOf.ts';

const FACTS: StudyFacts = {
  survey: NOTHING_STORED,
  file: 'a.skillset.yaml',
  digest: (text) => text,
  studentOf: () => undefined,
  priceOf: (model) =>
    model.startsWith('openai/') ? { input: 2.5, output: 10, source: 'a test' } : undefined,
  concurrency: 8,
  spent: { money: 3.2, tokens: 0 },
};
const STUDY = study({
  data: data({ temperature: 0.7 }),
  evaluate: evaluate({ students: ['lab/base', 'lab/tuned'] }),
  budget: { kind: 'money', amount: 50, currency: 'USD' },
});

function reported(of = STUDY, asked = partsToPlan(of), facts: Partial<StudyFacts> = {}): StudyReport {
  const planned = studyReport(of, asked, {}, { ...FACTS, ...facts });
  if (planned.kind === 'problem') throw new Error(planned.message);
  return planned.report;
}

describe('the report on a study', () => {
  it('is printed on a hundred columns, whatever things are called', () => {
    const long = 'a very long name for a thing that nobody would give it in earnest ';
    const skills = STUDY.skills.map(({ name, category }) => skill(`${long}${name}`, { category }));
    const splits = STUDY.splits.map((split) => ({ ...split, name: `${long}${split.name}` }));
    const names = splits.map(({ name }) => name);
    const [training = ''] = names;
    const parts = data().parts.map((part) => ({ ...part, skills: training, topics: training }));
    const students = ['lab/mistralai/Mistral-7B-Instruct-v0.2-fine-tuned-on-all-that-there-is', 'lab/b'];
    const ugly = {
      ...STUDY,
      skills,
      splits,
      study: { ...STUDY.study, data: data({ parts }), evaluate: evaluate({ splits: names, students }) },
    };
    for (const of of [STUDY, ugly]) {
      const text = formatStudy(reported(of), 8);
      expect(text.split('\n').filter((line) => line.length > 100)).toEqual([]);
    }
  });

  it('says what there is to say', () => {
    const text = formatStudy(reported(), 8);
    expect(text).toContain('DATA: 2,500 texts written by openai/gpt-4o (temperature 0.7; seed 10, nested)');
    expect(text).toContain('EVALUATION: 7,200 texts written by lab/base, lab/tuned');
    expect(text).toMatch(/^1 {2}all skills, training topics +500 +5,050 +500 +2,500 /mu);
    expect(text).toContain('- lab/base: its price is not known.');
    expect(text).toContain('- openai/gpt-4o: $2.5 in and $10 out for a million tokens (a test).');
    expect(text).toMatch(/Budget: \$50\.00, of which \$3\.20 is spent\. It covers about \d+ % of what/u);
    expect(text).toMatch(/There is no endpoint for lab\/tuned here/u);
  });

  it('holds the evaluation against the data, also where only the evaluation is planned', () => {
    const both = reported();
    expect(both.trained).toBe(2500);
    expect(both.leaks).toHaveLength(12);
    expect(reported(STUDY, ['evaluate']).leaks).toEqual(both.leaks);
    expect(reported(STUDY, ['data']).leaks).toEqual([]);
    const told = formatStudy(both, 8).replaceAll(/\s+/gu, ' ');
    expect(told).toContain('Every attempt counts as held, whether or not its text will be kept');
    const { skillsAlone, skillsCombined, mixes } = both.leaks[4]?.levels ?? {};
    expect(both.leaks[4]).toMatchObject({ split: 'held-out', k: 2 });
    expect(skillsAlone?.seen).toBeGreaterThan(0);
    expect([skillsCombined?.seen, mixes?.seen]).toEqual([0, 0]);
  });

  it('warns of what is missing, with the way out', () => {
    const { student: _, grade: __, ...bare } = STUDY;
    const { student: ___, ...nobody } = data();
    const { warnings } = reported({ ...bare, study: { data: nobody } });
    expect(warnings).toEqual([
      'No student is named for the data, so its calls are not counted: name one in study.data.student.',
      'No grader is named, so no grading is counted: name one in study.grade.graders.',
    ]);
    const namedBy = { student: '--student', grader: '--grader' };
    const inTerminal = reported({ ...bare, study: { data: nobody } }, ['data'], { namedBy });
    expect(inTerminal.warnings[0]).toMatch(/name one in study\.data\.student, or by --student\.$/u);
    expect(inTerminal.warnings[1]).toMatch(/name one in study\.grade\.graders, or by --grader\.$/u);
    const ruled = reported({ ...STUDY, grade: { graders: ['rule'] } }, ['data']);
    expect(ruled.warnings).toContain(
      'The rule grader cannot grade 2500 mixes of the data, because not all of their skills carry a "check".',
    );
  });

  it('is safe as JSON, with every mix where they are asked for', () => {
    const report = reported(STUDY, ['evaluate']);
    const plain = JSON.parse(JSON.stringify(studyJson(report, { withMixes: false })));
    expect(plain.plans[0].parts[0]).toMatchObject({ k: 2, split: 'training', possible: '68900', mixes: 100 });
    expect(plain.plans[0].parts[0]).not.toHaveProperty('list');
    const listed = JSON.parse(JSON.stringify(studyJson(report, { withMixes: true })));
    expect(listed.plans[0].parts[0].list).toHaveLength(100);
    expect(listed.plans[0].parts[0].list[0]).toEqual({
      skills: expect.arrayContaining([expect.stringMatching(/^skill \d+$/u)]),
      topic: expect.stringMatching(/^topic \d+$/u),
    });
  });

  it('is a table of parts or of mixes as CSV', () => {
    const { plans } = reported();
    const parts = partsCsv(plans).trim().split('\r\n');
    expect(parts).toHaveLength(1 + 3 + 12);
    expect(parts[1]).toMatch(
      /^data,1,"all skills, training topics",10,nested,500,5050,1,500,2500,0,\d+,\d+,[\d.]+,/u,
    );
    // The price of one student is not known.
    expect(parts.at(-1)).toMatch(/^evaluate,5,all,.*,,,,$/u);
    const mixes = mixesCsv(plans).trim().split('\r\n');
    expect(mixes).toHaveLength(1 + 2500 + 1200);
    expect(mixes[0]).toBe('purpose,k,split,seed,number,topic,skill1,skill2,skill3,skill4,skill5');
    expect(mixes[1]).toMatch(/^data,1,"all skills, training topics",10,1,topic \d+,skill \d+,,,,$/u);
  });
});

describe('figures', () => {
  it.each([
    [0, '$0'],
    [0.00421, '$0.0042'],
    [0.1, '$0.10'],
    [99.99, '$99.99'],
    [3.2, '$3.20'],
    [1249.6, '$1,250'],
  ])('in dollars: %d is %s', (dollars, text) => {
    expect(formatDollars(dollars)).toBe(text);
  });

  it('with a range where they are not sure', () => {
    expect(formatMoney({ likely: 3, low: 3, high: 3 })).toBe('$3.00');
    expect(formatMoney({ likely: 3, low: 2, high: 400 })).toBe('$3.00 (2.00–400)');
  });

  it.each([
    [9999, '9,999'],
    [12_345, '12.3K'],
    [7_920_874_500n, '7.92B'],
  ])('of many: %s is %s', (count, text) => {
    expect(formatLarge(count)).toBe(text);
  });

  it.each([
    ['money', 50, 0, 100, 0.5, 'Budget: $50.00. It covers about 50 % of what is asked for (about $100).'],
    [
      'tokens',
      2e6,
      5e5,
      1e6,
      1,
      'Budget: 2M tokens, of which 500K tokens is spent. It covers what is asked for (about 1M tokens).',
    ],
    ['money', 50, 0, 0, undefined, 'Budget: $50.00. Nothing is known to be spent.'],
  ] as const)('of a budget in %s', (kind, amount, spent, needed, share, text) => {
    expect(formatBudget({ kind, amount, spent, needed, share, unpriced: [] })).toBe(text);
  });
});
