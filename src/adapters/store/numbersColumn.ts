import * as v from 'valibot';

/**
 * A column of whole numbers from 0 with commas between, as `group_concat` makes it of very many rows. It is read without
 * JSON: an array of a million numbers is made several times over while it grows.
 */
export const numbersColumn = v.pipe(
  v.nullable(v.string(), ''),
  v.regex(/^(?:\d[\d,]*\d|\d?)$/u),
  v.transform(numbersIn),
);

function numbersIn(text: string): Float64Array {
  if (text === '') return new Float64Array(0);
  const numbers = new Float64Array(countIn(text));
  let [place, number] = [0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== COMMA) {
      number = number * 10 + code - ZERO;
      continue;
    }
    numbers[place] = number;
    place += 1;
    number = 0;
  }
  numbers[place] = number;
  return numbers;
}

function countIn(text: string): number {
  let count = 1;
  for (let at = text.indexOf(','); at !== -1; at = text.indexOf(',', at + 1)) count += 1;
  return count;
}

const COMMA = 0x2c;
const ZERO = 0x30;
