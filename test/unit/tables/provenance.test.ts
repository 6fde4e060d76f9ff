import { expect, test } from 'vitest';
import { provenanceLines } from '../../../src/core/tables/provenance.ts';
import { provenanceOf } from '../../../src/core/tables/provenanceOf.ts';
import { createProvenanceTally } from '../../../src/core/tables/provenanceTally.ts';
import { scopeWords } from '../../../src/core/tables/scopeWords.ts';
import { round, sample } from '../metrics/judgedRecords.ts';

test('what was let through is told as flags of the command line', () => {
  expect(scopeWords({})).toEqual([]);
  expect(
    scopeWords({ student: ['a', 'b'], k: [2], purpose: [null], run: 'r1', common: false, reviews: 'with' }),
  ).toEqual([
    ...['--student a', '--student b', '--k 2', '--purpose none', '--run r1', '--no-common', '--reviews with'],
  ]);
});

test('figures tell what made them, of what, and by which rules', () => {
  const of = sample();
  const tally = createProvenanceTally();
  tally.add(of, [round(of, '11 111')]);
  const provenance = provenanceOf({
    ...{
      version: '9.9.9',
      now: 0,
      digest: (text) => `digest of ${text.length}`,
      file: 'study.skillset.yaml',
    },
    ...{
      skillset: undefined,
      options: { nameRule: false },
      words: { split: ['held-out'] },
      counted: tally.result(),
    },
  });
  expect(provenanceLines(provenance)).toEqual(
    expect.arrayContaining([
      'made by: Skillmix 9.9.9, 1970-01-01 00:00:00 UTC',
      'gradings: 1',
      'only: --split held-out',
      'rules: a skill that is named in the text keeps its point',
    ]),
  );
});
