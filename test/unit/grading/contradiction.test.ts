import { describe, expect, it } from 'vitest';
import { contradictsReason, isReadForContradiction } from '../../../src/core/grading/contradiction.ts';
import type { Criterion } from '../../../src/core/grading/criterion.ts';

const skill: Criterion = { kind: 'skill', skill: 'red herring' };

function contradicts(point: 0 | 1, reason: string, criterion = skill): boolean {
  return contradictsReason({ criterion, point, reason });
}

describe('a point that is given', () => {
  it.each([
    'No, there is nothing of the kind.',
    'The text does not illustrate the skill.',
    "The student's answer doesn't demonstrate this skill at all.",
    'It fails to use the rhetorical technique.',
    'The skill is not present in the text.',
    'The skill is entirely absent.',
    'The text does not make sense.',
    'This does not pertain to the topic.',
    'No point is awarded.',
    'The answer does not earn the point.',
  ])('contradicts a reason that denies it: %s', (reason) => {
    expect(contradicts(1, reason)).toBe(true);
  });

  it.each([
    'The text changes the subject to distract.',
    'The text does not name the skill, which is right.',
    'The text does not illustrate the skill in the first sentence, but it does in the second.',
    'Although the skill is not present at first, the end shows it.',
    'The text contains no errors and makes sense.',
    'The senator says "No, the text does not illustrate the skill", which is the red herring.',
    'It does not use a transition, so that the change of subject is abrupt: a red herring.',
    'There is no doubt that this is a red herring.',
    'Not only is it a red herring, it is a good one.',
    '',
  ])('does not contradict: %s', (reason) => {
    expect(contradicts(1, reason)).toBe(false);
  });
});

describe('a point that is denied', () => {
  it.each([
    'Yes, the change of subject is a red herring.',
    'The text correctly illustrates the skill.',
    'The answer clearly demonstrates the logical fallacy.',
    'The skill is well illustrated.',
    'The text makes perfect sense.',
    'The student earns the point.',
    'One point is awarded.',
  ])('contradicts a reason that grants it: %s', (reason) => {
    expect(contradicts(0, reason)).toBe(true);
  });

  it.each([
    'The text does not illustrate the skill.',
    'The text correctly illustrates the skill, but names it.',
    'It clearly shows the skill of another kind, not this one.',
    'The point is hardly earned.',
    'If the skill is present, it is too weak.',
    'The text would make sense if it ended there.',
  ])('does not contradict: %s', (reason) => {
    expect(contradicts(0, reason)).toBe(false);
  });
});

describe('a reason in another language', () => {
  it.each([
    'No. La habilidad no está presente en el texto.',
    'Nein, die Fertigkeit ist nicht vorhanden.',
    'No, il testo non usa la figura.',
    'No: não há ironia no texto.',
    'Non, la figure est absente.',
    'No, 这段文字没有使用比喻。',
    'No, навык не показан.',
    'No, beceri bu metinde yok.',
    '没有使用该技巧。',
    'Yes. Es stimmt, das ist ein red herring.',
  ])('is not read: %s', (reason) => {
    expect(isReadForContradiction(reason)).toBe(false);
    expect([contradicts(1, reason), contradicts(0, reason)]).toEqual([false, false]);
  });

  it.each([
    'The skill is not present.',
    'No.',
    'It uses “die Katze ist nicht da”, which is the red herring.',
    'The answer speaks of La Paz and of El Alto, and changes the subject.',
    'Present, as the metaphor in the first sentence.',
  ])('is not mistaken for one: %s', (reason) => {
    expect(isReadForContradiction(reason)).toBe(true);
  });
});

it('leaves the length alone, which no grader decides', () => {
  expect(contradicts(1, 'No, 5 sentences.', { kind: 'length' })).toBe(false);
});
