import type { AgreementFigures } from '../../src/core/metrics/agreement.ts';
import type { PairedFigure } from '../../src/core/metrics/comparison.ts';
import { factsOf } from '../../src/core/metrics/factsOf.ts';
import type { Rate } from '../../src/core/metrics/rates.ts';
import { reportOf } from '../../src/core/metrics/report.ts';
import type { ReportContents } from '../../src/core/report/reportContents.ts';
import { sampleDetail } from '../../src/core/results/sampleDetail.ts';
import { round, sample } from '../unit/metrics/judgedRecords.ts';

/** A text that would be a script, were it not escaped. */
export const HOSTILE = '</script><img src=x onerror="document.title=1">';

const estimate = { value: 0.62, low: 0.51, high: 0.72 };
const agreed: AgreementFigures = {
  items: 240,
  mixes: 60,
  raw: { value: 0.86, low: 0.81, high: 0.9 },
  alpha: estimate,
  pairs: [
    {
      raters: ['lab/judge', 'rule'],
      items: 240,
      mixes: 60,
      both: 150,
      onlyFirst: 20,
      onlySecond: 14,
      neither: 56,
      raw: { value: 0.86, low: 0.81, high: 0.9 },
      kappa: estimate,
    },
  ],
};

const change: PairedFigure = {
  base: 0.08,
  tuned: 0.49,
  difference: 0.41,
  low: 0.3,
  high: 0.51,
  p: 0.00001,
  q: 0.0002,
};
const bounded = { ...change, bounds: { mixes: 101, unreadableMixes: 3, least: 0.38, most: 0.44 } };
const metrics = { max: bounded, mean: bounded };

function rate(name: string, k: number | null, value: number): Rate {
  const where = {
    student: 'lab/base',
    grader: 'lab/judge',
    split: 'held-out',
    sampling: null,
    purpose: null,
  };
  return {
    ...where,
    ...{ by: 'skill', name, category: 'logic', k, mixes: 20, tried: 40, earned: value * 40 },
    ...{ rate: value, low: Math.max(0, value - 0.1), high: Math.min(1, value + 0.1) },
  };
}

/** A report on two students in two splits, with one of everything that a report may hold. */
export function reportContents(): ReportContents {
  const texts = ['lab/base', 'lab/tuned'].flatMap((student, place) =>
    ['training', 'held-out'].flatMap((split) =>
      [2, 3, 4].flatMap((k) =>
        Array.from({ length: 6 }, (_, mix) => {
          const skills = ['red herring', 'metaphor', 'modus ponens', 'irony'].slice(0, k);
          const result = { kind: 'text', text: mix === 0 ? HOSTILE : `A text of ${k} skills.` } as const;
          const of = sample({ mix: `${split} ${k} ${mix}`, skills, student, split, result });
          const missed = (mix + k + place * 3) % 4 < 2;
          return { of, grading: round(of, `${'1'.repeat(k - 1)}${missed ? 0 : 1} 111`) };
        }),
      ),
    ),
  );
  const samples = texts.map(({ of }) => of);
  const gradings = texts.map(({ grading }) => grading);
  const report = reportOf(factsOf(samples, gradings), { nameRule: true });
  return {
    title: `Rhetoric & reasoning ${HOSTILE}`,
    provenance: {
      ...{ skillmix: '0.0.0', madeAt: '2026-01-02 03:04:05 UTC', file: HOSTILE, skillset: 'abc' },
      ...{ filters: ['--split held-out'], rules: [], samples: samples.length, gradings: gradings.length },
      ...{ promptVersions: ['p1'], rubricVersions: ['r1'], from: null, until: null, intervals: 'Wilson.' },
    },
    report,
    rates: {
      intervals: { level: 0.95, method: 'Wilson.', unit: 'mix' },
      rates: ['metaphor', 'red herring', HOSTILE].flatMap((name, place) => [
        rate(name, null, 0.3 + place * 0.3),
        rate(name, 2, 0.4 + place * 0.3),
        rate(name, 3, 0.2 + place * 0.3),
      ]),
    },
    pairs: {
      method: 'Tested over mixes.',
      fewestMixes: 5,
      tables: [
        {
          ...{ grader: 'lab/judge', students: ['lab/base'], lift: 1.2, tested: 1 },
          pairs: [
            {
              skills: ['metaphor', 'irony'],
              ...{
                mixes: 12,
                texts: 24,
                missedTogether: 9,
                observed: 4.5,
                expected: 2.1,
                lift: 2.14,
                p: 0.01,
                q: 0.03,
              },
            },
          ],
        },
      ],
    },
    agreement: {
      method: 'Jackknife over mixes.',
      raters: ['lab/judge', 'rule'],
      all: agreed,
      criteria: [{ criterion: 'skill', ...agreed }],
      skills: [{ skill: 'metaphor', category: 'literary', ...agreed }],
    },
    consistency: [],
    biases: [],
    alarms: [
      {
        grader: 'lab/judge',
        identicalRounds: { count: 1, of: 30, samples: [] },
        pointsWithoutEvidence: { count: 2, of: 90, samples: [] },
        contradictions: { count: 0, of: 90, samples: [] },
        unreadReasons: 0,
      },
    ],
    comparison: {
      method: 'Paired by mix.',
      base: { student: 'lab/base', samplings: [null] },
      tuned: { student: 'lab/tuned', samplings: [null] },
      graders: [
        {
          grader: 'lab/judge',
          ratios: [
            ...[null, 2, 3].map((k) => ({
              ...{ k, split: k === null ? null : 'held-out', mixes: 100, onlyBase: 0, onlyTuned: 1 },
              ...{ fullMarks: metrics, allSkills: metrics, skillFraction: metrics },
            })),
          ],
          skills: [{ skill: 'metaphor', category: 'literary', mixes: 40, ...change }],
          flips: [{ kind: 'gained', k: 2, split: 'held-out', base: [1], tuned: [2] }],
          unpaired: [],
        },
      ],
    },
    flipped: new Map(
      [
        [1, samples[0]?.id],
        [2, samples[1]?.id],
      ].flatMap(([number, id]) =>
        typeof number === 'number' && typeof id === 'string' ? [[number, id] as const] : [],
      ),
    ),
    novelty: {
      assumptions: { pSkill: 0.05, pTopic: 0.01, corpus: 1e6 },
      rows: report.cells.map(({ student, grader, split, k, seed, purpose }) => ({
        ...{ student, grader, split, k, seed, purpose, threshold: 0.05 ** k * 10_000, max: 0.4, low: 0.3 },
        ...{ isAbove: false, mean: 0.4, meanLow: 0.3, isMeanAbove: false },
      })),
    },
    texts: {
      shown: samples.map((of, place) =>
        sampleDetail(of, gradings.slice(place, place + 1), {
          nameRule: true,
          graders: ['lab/judge'],
          isInFile: () => false,
        }),
      ),
      total: samples.length,
      command: 'skillmix export study.skillset.yaml --table gradings',
    },
  };
}
