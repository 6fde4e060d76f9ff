import { expect, test } from 'vitest';
import { sha256 } from '../../../src/adapters/system/sha256.ts';
import { createHashNumbers } from '../../../src/core/exchange/hashNumbers.ts';

test('the first number of a hash is kept, of very many, and no other is taken for it', () => {
  const numbers = createHashNumbers();
  const hashes = Array.from({ length: 20_000 }, (_, index) => sha256(`text ${index}`));
  for (const [index, hash] of hashes.entries()) expect(numbers.firstOf(hash, index)).toBeUndefined();
  for (const [index, hash] of hashes.entries()) expect(numbers.firstOf(hash, 7)).toBe(index);
  expect(numbers.size).toBe(hashes.length);
});

test('hashes that begin alike are told apart', () => {
  const numbers = createHashNumbers();
  const alike = [1, 2, 3].map((end) => `${'0'.repeat(31)}${end}`);
  for (const [index, hash] of alike.entries()) numbers.firstOf(hash, index);
  expect(alike.map((hash) => numbers.firstOf(hash, 9))).toEqual([0, 1, 2]);
});
