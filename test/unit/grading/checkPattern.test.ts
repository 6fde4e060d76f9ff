import { describe, expect, it } from 'vitest';
import { checkOf, checkProblem } from '../../../src/core/grading/checkPattern.ts';

describe('a check can be used', () => {
  it.each([
    [String.raw`\?`, 'Who sews?', '?'],
    [String.raw`\b(?:like|as) an?\b`, 'It dives LIKE A fish.', 'LIKE A'],
    [String.raw`not only\b.*\bbut also`, 'He not only sews but also knits.', 'not only sews but also'],
    ['(?<subject>needle|thread)s? sings?', 'The Needle sings.', 'Needle sings'],
    [String.raw`\p{Lu}\p{L}+`, 'élan', 'élan'],
    [String.raw`\u2019s`, 'Anna’s', '’s'],
    ['[“”"]', 'He said “no”.', '“'],
    [String.raw`a\sb`, 'a\u00A0b', 'a\u00A0b'],
    [String.raw`\d+-\d+`, '🧵 12-13', '12-13'],
    [String.raw`\(\?=`, 'literally (?=', '(?='],
    ['[(][?]=', 'literally (?=', '(?='],
    [String.raw`\\1`, String.raw`a \1`, String.raw`\1`],
  ])('%j', (pattern, text, words) => {
    expect(checkProblem(pattern)).toBeUndefined();
    expect(checkOf(pattern)?.firstMatch(text)).toBe(words);
  });

  it('and finds nothing where nothing matches', () => {
    expect(checkOf(String.raw`\?`)?.firstMatch('Nobody sews.')).toBeUndefined();
  });
});

describe('a check has a problem', () => {
  it.each([
    ['(', /no regular expression/u],
    ['a{2,1}', /no regular expression/u],
    [String.raw`\q`, /no regular expression/u],
    ['', /is empty/u],
    ['  ', /is empty/u],
    ['a*', /matches an empty text/u],
    ['^', /matches an empty text/u],
    ['(?=a)b', /looks ahead or behind/u],
    ['(?!a)b', /looks ahead or behind/u],
    ['(?<=a)b', /looks ahead or behind/u],
    ['(?<!a)b', /looks ahead or behind/u],
    [String.raw`(\w+) \1`, /refers back/u],
    [String.raw`(?<w>\w+) \k<w>`, /refers back/u],
    ['a'.repeat(2001), /longer than 2000/u],
    ['(?:a{1,100}){1,100}', /cannot be used: invalid repeat count/u],
  ])('%s', (pattern, problem) => {
    expect(checkProblem(pattern)).toMatch(problem);
    expect(checkOf(pattern)).toBeUndefined();
  });
});

/** With a matcher that tries all ways these need more steps than there are atoms. */
describe('a check that would run away elsewhere ends', () => {
  it.each([
    '(a+)+$',
    '(a|a)*!',
    '(a|aa)+!',
    '(.*)*!',
    String.raw`(\w+\s?)*!`,
    'a*a*a*a*a*a*!',
    '(a?){50}b',
    '([a-z]+)*[0-9]!',
  ])('%s', (pattern) => {
    expect(checkOf(pattern)?.firstMatch(`${'a'.repeat(5_000)} `)).toBeUndefined();
  });
});
