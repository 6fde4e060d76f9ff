import { expect, test } from 'vitest';
import { factsOf } from '../../../src/core/metrics/factsOf.ts';
import { roundColumnsOf } from '../../../src/core/metrics/roundColumns.ts';
import { gradersView } from '../../../src/core/results/gradersView.ts';
import { applyReviews } from '../../../src/core/review/applyReviews.ts';
import type { Review, ReviewId } from '../../../src/core/runs/records.ts';
import { round, sample } from '../metrics/judgedRecords.ts';

/** One grader gives what the other denies, and a person sides with the first. */
const samples = [0, 1, 2, 3].map((mix) => sample({ mix: `mix ${mix}` }));
const gradings = samples.flatMap((of) => [
  round(of, '11 111'),
  round(of, '10 111', { grader: 'other/judge' }),
]);
const reviews = samples.map(
  (of, at): Review => ({
    ...{ id: `r${at}` as ReviewId, sampleId: of.id, reviewer: 'Ann', createdAt: 5, isBlind: false },
    draw: { kind: 'picked' },
    points: [{ criterion: 'skill:b', point: 1, reason: '' }],
  }),
);
const place = new Map(samples.map(({ id }, at) => [id, at]));
const facts = factsOf(samples, gradings, reviews);
const rounds = roundColumnsOf(samples, gradings, (id) => place.get(id) ?? -1);

test('corrections make graders agree where people have said something, and it is told that they count', () => {
  const asGraded = gradersView({ facts, rounds, people: undefined }, { nameRule: true });
  const corrected = applyReviews(facts, reviews, { graders: 'with' });
  const view = gradersView({ facts, corrected, rounds, people: undefined }, { nameRule: true });
  const raw = ({ parts }: typeof view) => String(parts[0]?.tables[0]?.rows[0]?.[2]);
  expect(raw(asGraded)).toMatch(/^\.75/u);
  expect(raw(view)).toMatch(/^1\.00/u);
  expect(asGraded.parts.flatMap(({ notes }) => notes).join(' ')).not.toContain('corrections');
  expect(view.parts[0]?.notes.at(-1)).toContain('With people’s corrections');
});
