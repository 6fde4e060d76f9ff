import * as v from 'valibot';

/**
 * A column of whole numbers from 0 with commas between, as `group_concat` makes it of very many rows. It is read without
 * JSON: an array of a million numbers is made several times over while it grows.
 */
export const numbersColumn = v.pipe(
  v.nullable(v.string(), ''),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const numbers = numbersIn(dataset.value);
    if (numbers !== undefined) return numbers;
    addIssue({ message: 'must be whole numbers with commas between' });
    return NEVER;
  }),
);

/** Undefined where anything else stands in the text. A pattern for it takes longer than all the rest. */
function numbersIn(text: string): Float64Array | undefined {
  if (text === '') return new Float64Array(0);
  // One number at the least for each comma, and one digit for each number.
  const numbers = new Float64Array((text.length + 1) >> 1);
  let place = 0;
  let number = 0;
  let digits = 0;
  for (let at = 0; at < text.length; at += 1) {
    const digit = text.charCodeAt(at) - ZERO;
    if (digit >= 0 && digit <= 9) {
      number = number * 10 + digit;
      digits += 1;
    } else {
      if (digit !== COMMA || digits === 0) return undefined;
      numbers[place] = number;
      place += 1;
      number = 0;
      digits = 0;
    }
  }
  if (digits === 0) return undefined;
  numbers[place] = number;
  return numbers.slice(0, place + 1);
}

const ZERO = 0x30;
/** Counted from the digit 0, as digits are. */
const COMMA = 0x2c - ZERO;
