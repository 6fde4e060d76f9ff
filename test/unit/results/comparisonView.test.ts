import { expect, test } from 'vitest';
import { factsOf } from '../../../src/core/metrics/factsOf.ts';
import { showComparison } from '../../../src/core/results/comparisonView.ts';
import { flipsIn } from '../../../src/core/results/flipsIn.ts';
import { flipText } from '../../../src/core/results/flipText.ts';
import { round, sample } from '../metrics/judgedRecords.ts';

const OPTIONS = { nameRule: true };

/** `base` misses a skill of each mix, `tuned` none but in the last; `third` wrote for no mix of theirs. */
const texts = [0, 1, 2].flatMap((mix) =>
  (['base', 'tuned'] as const).map((student) => {
    const of = sample({ mix: `mix ${mix}`, student });
    const isFull = student === 'tuned' ? mix < 2 : mix === 2;
    return { of, grading: round(of, isFull ? '11 111' : '10 111') };
  }),
);
const alone = sample({ mix: 'of its own', student: 'third' });
const samples = [...texts.map(({ of }) => of), alone];
const facts = factsOf(
  samples,
  texts.map(({ grading }) => grading),
);

test('the two whose texts came first are compared where nobody says otherwise', () => {
  const { view } = showComparison(facts, OPTIONS, undefined);
  expect(view.students).toEqual(['base', 'tuned', 'third']);
  expect(view.compared).toEqual({ base: 'base', tuned: 'tuned' });
});

test('a student that is gone leaves its side to another, never to the one of the other side', () => {
  const compared = (base: string, tuned: string) =>
    showComparison(facts, OPTIONS, { base, tuned }).view.compared;
  expect(compared('gone', 'base')).toEqual({ base: 'tuned', tuned: 'base' });
  expect(compared('tuned', 'gone')).toEqual({ base: 'tuned', tuned: 'base' });
  expect(compared('tuned', 'tuned')).toEqual({ base: 'tuned', tuned: 'base' });
});

test('one student alone is compared with nobody', () => {
  const one = factsOf([alone], []);
  expect(showComparison(one, OPTIONS, undefined).view).toMatchObject({ students: ['third'], graders: [] });
  expect(showComparison(one, OPTIONS, undefined).view).not.toHaveProperty('compared');
});

test('mixes that changed are counted by kind, and lead to the texts of both', () => {
  const shown = showComparison(facts, OPTIONS, { base: 'base', tuned: 'tuned' });
  expect(shown.view.graders).toMatchObject([
    { grader: 'lab/judge', flips: { gained: 2, lost: 1 }, unpaired: 0 },
  ]);
  const [lost] = flipsIn(shown, { grader: 'lab/judge', change: 'lost' });
  expect(lost).toMatchObject({ base: [4], tuned: [5] });
  expect(flipsIn(shown, { grader: 'nobody', change: 'lost' })).toEqual([]);
});

test('a text is shown with the points of the one grader, and none where that one cannot be read', () => {
  const [first] = texts;
  if (first === undefined) throw new Error('There is no text');
  const { of, grading } = first;
  const { points } = flipText(of, [grading], { grader: 'lab/judge', nameRule: true });
  expect(points.map(({ point }) => point)).toEqual([1, 0, 1, 1, 1]);
  const others = flipText(of, [grading], { grader: 'other/judge', nameRule: true });
  expect(others.points.every(({ point }) => point === undefined)).toBe(true);
});
