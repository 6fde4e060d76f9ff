import { expect, test } from 'vitest';
import { csvLine } from '../../../src/core/exchange/tables/csvLine.ts';

test('a text that a spreadsheet would run gets an apostrophe, and a number stays a number', () => {
  expect(csvLine(['=1+1', '+a', '-b', '@c', '\td', '\re', -3, null, true])).toBe(
    "'=1+1,'+a,'-b,'@c,'\td,\"'\re\",-3,,true",
  );
});

test('commas, quotes and new lines stand in quotes', () => {
  expect(csvLine(['a, "b"', 'c\nd', '=x,y'])).toBe('"a, ""b""","c\nd","\'=x,y"');
});
