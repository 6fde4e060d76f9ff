import { expect, test } from 'vitest';
import { parseDocument } from '../../../src/core/skillset/document.ts';
import { studyKey, studyKeys } from '../../../src/core/skillset/studyKeys.ts';

test('the keys of the study that something is begun at are found where they stand', () => {
  const text =
    'skillset: 1\ntitle: A\nstudy:\n  seed: 1\n  evaluate: { k: [1] }\n  train: { base: a/b }\n  data:\n    parts: []\n';
  const found = studyKeys(parseDocument('a', text));
  expect(found.map(({ part }) => part)).toEqual(['evaluate', 'train', 'data']);
  expect(found.map(({ range }) => text.slice(range.start, range.end))).toEqual(['evaluate', 'train', 'data']);
});

test.each(['skillset: 1\n', 'study:\n', 'study: [data]\n', 'data:\n  parts: []\n'])(
  'a file without such a study has none: %j',
  (text) => {
    expect(studyKeys(parseDocument('a', text))).toEqual([]);
  },
);

test('the key of the study itself is found', () => {
  const text = 'skillset: 1\nstudy:\n  seed: 1\n';
  expect(studyKey(parseDocument('a', text))).toEqual({
    start: text.indexOf('study'),
    end: text.indexOf('study') + 5,
  });
  expect(studyKey(parseDocument('a', 'skillset: 1\n'))).toBeUndefined();
});
