import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { numbersColumn } from '../../../src/adapters/store/numbersColumn.ts';

describe('a column of numbers', () => {
  it.each([
    ['', []],
    [null, []],
    ['0', [0]],
    ['7,0,137195520', [7, 0, 137_195_520]],
  ])('reads %o', (text, numbers) => {
    expect([...v.parse(numbersColumn, text)]).toEqual(numbers);
  });

  it.each([',', '1,', ',1', '1,,2', '-1', '1.5', '1 2', 'x', '1,/'])('refuses %o', (text) => {
    expect(v.safeParse(numbersColumn, text).success).toBe(false);
  });
});
