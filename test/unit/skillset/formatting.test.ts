import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../../src/core/skillset/document.ts';
import { applyEdits } from '../../../src/core/skillset/edits/textEdit.ts';
import { formatEdits } from '../../../src/core/skillset/formatting/formatEdits.ts';
import { isSameMeaning } from '../../../src/core/skillset/formatting/isSameMeaning.ts';
import { chanceOf, mutate } from './mutations.ts';
import { LIBRARY, SAMPLES } from './samples.ts';

function formatted(text: string): string {
  return applyEdits(text, formatEdits(parseDocument('a', text)));
}

describe('formatting', () => {
  it('lays out lists, keys and comments, and keeps quotes and texts', () => {
    const text = `skillset:   1
skills:
# about a
-   name:  "a"   # the first
    category: c
    definition: >
        One,
          two.
    example: 'x'


-
      name: b
      aliases:
      - one
      -  two
topics: [ A,B ]
mixes:
      - skills: [a,
           b]
        topic: A
        text: |
            x   
             y

study:
        seed: 1`;
    expect(formatted(text)).toBe(`skillset: 1
skills:
  # about a
  - name: "a"   # the first
    category: c
    definition: >
        One,
          two.
    example: 'x'

  -
    name: b
    aliases:
      - one
      - two
topics: [ A,B ]
mixes:
  - skills: [a,
       b]
    topic: A
    text: |
        x   
         y

study:
  seed: 1
`);
  });

  it.each([
    ['begins with none', '\n \n# a\nskillset: 1\n', '# a\nskillset: 1\n'],
    ['begins with none, after a mark of its coding', '\uFEFF\n\nskillset: 1\n', '\uFEFFskillset: 1\n'],
    ['ends with none', 'skillset: 1\n\n\t\n  ', 'skillset: 1\n'],
    ['ends with none, whatever its lines end in', 'topics: [a]\r\n\r\n\r\n', 'topics: [a]\r\n'],
    ['keeps one of several', 'skillset: 1\n\n  \n\ntitle: a\n', 'skillset: 1\n\ntitle: a\n'],
    ['keeps one within a list', 'topics:\n  - a\n\n\n  - b\n', 'topics:\n  - a\n\n  - b\n'],
    ['is given none', 'skillset: 1\ntitle: a\n', 'skillset: 1\ntitle: a\n'],
    [
      'keeps those of a text',
      'mixes:\n  - text: |+\n      a\n\n\n      b\n\n\n',
      'mixes:\n  - text: |+\n      a\n\n\n      b\n\n\n',
    ],
  ])('of blank lines a file %s', (_, text, expected) => {
    expect(formatted(text)).toBe(expected);
  });

  it('leaves a file that cannot be read alone', () => {
    const text = 'skillset:   1\ntopics: [a\n';
    expect(formatted(text)).toBe(text);
  });

  it('changes nothing the second time', () => {
    for (const sample of [...SAMPLES, LIBRARY]) {
      const once = formatted(sample);
      expect(formatted(once)).toBe(once);
    }
  });

  it('never changes the meaning, a comment or a quote', () => {
    const chance = chanceOf(4);
    let changed = 0;
    for (let step = 0; step < 200; step += 1) {
      const text = mutate(chance.pick(SAMPLES), chance);
      const after = formatted(text);
      if (after !== text) changed += 1;
      expect(after.replace(/\s/gu, '')).toBe(text.replace(/\s/gu, ''));
      expect(isSameMeaning(parseDocument('a', text), parseDocument('a', after)), JSON.stringify(text)).toBe(
        true,
      );
    }
    expect(changed).toBeGreaterThan(50);
  }, 60_000);
});
