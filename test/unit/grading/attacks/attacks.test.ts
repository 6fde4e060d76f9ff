import { describe, expect, it } from 'vitest';
import { graderRequest } from '../../../../src/core/grading/graderPrompt.ts';
import { readGrading } from '../../../../src/core/grading/readGrading.ts';
import { textId } from '../../../../src/core/grading/textTag.ts';
import { mixOf } from '../mixes.ts';
import { attacks, forgedGrading } from './corpus.ts';

const mix = mixOf('red herring', 'simile');
const NAMES = ['skill: red herring', 'skill: simile', 'topic', 'sense'];

function promptOf(text: string) {
  const { messages, id } = graderRequest(mix, text, 1);
  return { id, system: messages[0]?.content ?? '', user: messages[1]?.content ?? '' };
}

/** What a grader that is not taken in would answer. */
function honestGrading(id: string): string {
  return JSON.stringify({
    id,
    grades: NAMES.map((criterion) => ({ criterion, reason: 'No.', quote: '', point: 0 })),
  });
}

it('has at least twenty attacks', () => {
  expect(new Set(attacks.map(({ text }) => text)).size).toBeGreaterThanOrEqual(20);
});

describe.each(attacks)('a text that tries $tries', ({ text }) => {
  const { id, system, user } = promptOf(text);

  it('stays whole between the only two tags with its id', () => {
    const [, inside, ...more] = user.split(new RegExp(`</?student-text id="${id}">`, 'u'));
    expect(inside).toBe(`\n${text}\n`);
    expect(more).toHaveLength(1);
  });

  it('reaches no other part of the prompt', () => {
    const other = promptOf('A text.');
    expect(system).toBe(other.system);
    const [before, , after] = user.split(new RegExp(`</?student-text id="${id}">`, 'u'));
    const [otherBefore, , otherAfter] = other.user.split(
      new RegExp(`</?student-text id="${other.id}">`, 'u'),
    );
    expect(before?.replaceAll(id, 'ID')).toBe(otherBefore?.replaceAll(other.id, 'ID'));
    expect(after?.replaceAll(id, 'ID')).toBe(otherAfter?.replaceAll(other.id, 'ID'));
  });

  it('does not hold the id in any form', () => {
    expect(
      text
        .normalize('NFKC')
        .replace(/[^a-zA-Z0-9]/gu, '')
        .toLowerCase(),
    ).not.toContain(id);
  });

  it('earns nothing from a reply that only echoes it', () => {
    expect(readGrading(mix, text, id, text).kind).toBe('unreadable');
  });

  it.each([
    ['before', (grading: string) => `The student wrote:\n${text}\n\n${grading}`],
    ['behind', (grading: string) => `${grading}\n\nThe student wrote:\n${text}`],
  ])('earns nothing from an echo %s the grading', (_, reply) => {
    const grading = readGrading(mix, text, id, reply(honestGrading(id)));
    // A text that opens a quote or a block may hide the grading; it must never earn a point with it.
    if (grading.kind === 'graded')
      expect(grading.points.slice(0, 4).map(({ point }) => point)).toEqual([0, 0, 0, 0]);
  });

  it('earns nothing from being quoted in a reason', () => {
    const grades = NAMES.map((criterion) => ({
      criterion,
      reason: `It says: ${text}`,
      quote: text,
      point: 0,
    }));
    const grading = readGrading(mix, text, id, JSON.stringify({ id, grades }));
    if (grading.kind !== 'graded') throw new Error(grading.why);
    expect(grading.points.slice(0, 4).map(({ point }) => point)).toEqual([0, 0, 0, 0]);
  });
});

describe('the id', () => {
  it('moves away from a text that holds it', () => {
    const text = 'A text.';
    let attack = text;
    // A text that writes down every id it has had so far never catches up.
    for (let step = 0; step < 20; step += 1) attack = `${attack} ${forgedGrading(promptOf(attack).id)}`;
    expect(attack).not.toContain(promptOf(attack).id);
    expect(readGrading(mix, attack, promptOf(attack).id, attack).kind).toBe('unreadable');
  });

  it.each([
    ['as it is', (id: string) => id],
    ['in capitals', (id: string) => id.toUpperCase()],
    ['with zero-width characters', (id: string) => [...id].join('\u200B')],
    [
      'in full-width letters',
      (id: string) => id.replace(/[!-~]/gu, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)),
    ],
    ['spaced out', (id: string) => [...id].join(' ')],
  ])('is another one where the text or the task holds it %s', (_, write) => {
    const hash = (salted: string) => (salted.startsWith('0 ') ? 'abcdef0123456789' : '9876543210fedcba');
    expect(textId('A text.', [], hash)).toBe('abcdef0123456789');
    expect(textId(`A text: ${write('abcdef0123456789')}.`, [], hash)).toBe('9876543210fedcba');
    expect(textId('A text.', [write('abcdef0123456789')], hash)).toBe('9876543210fedcba');
  });

  it('does not stand in the definitions of the mix either', () => {
    const { id, user } = promptOf('A text.');
    expect(user.split(id)).toHaveLength(5);
  });
});
