import { expect, it } from 'vitest';
import { answerRows } from '../../../src/core/training/answerRows.ts';

it('makes of each answer a row that has all before it as its prompt', () => {
  const [u1, a1, u2, a2] = ['user', 'assistant', 'user', 'assistant'].map((role, index) => ({
    role,
    content: `${role} ${index} “so”`,
  }));
  const rows = answerRows(JSON.stringify({ messages: [u1, a1, u2, a2] })).map((row) => JSON.parse(row));
  expect(rows).toEqual([
    { prompt: [u1], completion: [a1] },
    { prompt: [u1, a1, u2], completion: [a2] },
  ]);
});
