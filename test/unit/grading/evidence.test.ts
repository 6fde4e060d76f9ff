import { describe, expect, it } from 'vitest';
import { quoteFinder } from '../../../src/core/grading/evidence.ts';

const TEXT =
  'The needle — “a silver fish” — dives;\nit’s Anna’s   café, and the art of starting again… Then she rests.';

function found(quote: string, text = TEXT): string | undefined {
  const range = quoteFinder(text)(quote);
  return range && text.slice(range.start, range.end);
}

describe('a quote finder finds', () => {
  it.each([
    ['the words as they are', 'needle — “a silver fish”', 'needle — “a silver fish”'],
    ['straight quotes and hyphens', 'needle - "a silver fish"', 'needle — “a silver fish”'],
    ['a straight apostrophe', "it's Anna's", 'it’s Anna’s'],
    ['other case', 'THE NEEDLE', 'The needle'],
    ['other white space', 'dives; it’s Anna’s\ncafé', 'dives;\nit’s Anna’s   café'],
    ['a letter taken apart', 'cafe\u0301', 'café'],
    ['quotes that the grader put round', '"the art of starting"', 'the art of starting'],
    ['a full stop that the grader put', 'the art of starting.', 'the art of starting'],
    ['a comma more', 'dives,', 'dives'],
    ['an ellipsis between', 'The needle ... dives', 'The needle — “a silver fish” — dives'],
    ['the one-character ellipsis between', 'The needle … she rests', TEXT.slice(0, -1)],
    ['an ellipsis in brackets', 'The needle [...] dives', 'The needle — “a silver fish” — dives'],
    ['an ellipsis at the ends', '...the art of starting...', 'the art of starting'],
    ['an ellipsis of the text itself', 'starting again… Then', 'starting again… Then'],
    ['an ellipsis of the text in dots', 'starting again... Then', 'starting again… Then'],
    ['invisible characters', 'sil\u200Bver fish', 'silver fish'],
    ['whole words rather than parts', 'art', 'art'],
    ['a part of a word for want of a whole one', 'silv', 'silv'],
    ['one mark', ';', ';'],
  ])('%s', (_, quote, words) => {
    expect(found(quote)).toBe(words);
  });

  it('words in scripts without spaces', () => {
    expect(found('缝衣服', '她缝衣服。')).toBe('缝衣服');
  });

  it('words behind emoji, at the right place', () => {
    expect(found('SEW', '🧵🧵 I sew')).toBe('sew');
  });
});

describe('a quote finder does not find', () => {
  it.each([
    ['other words', 'the golden fish'],
    ['nothing', ''],
    ['white space', ' \n'],
    ['an ellipsis alone', '. . .'],
    ['parts in another order', 'dives ... The needle'],
    ['a part that is missing', 'The needle ... sinks'],
    ['parts that are pieces of words', 'The need ... dives'],
  ])('%s', (_, quote) => {
    expect(found(quote)).toBeUndefined();
  });
});
