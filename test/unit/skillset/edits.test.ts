import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../../src/core/skillset/document.ts';
import { insertMixEdit } from '../../../src/core/skillset/edits/insertMix.ts';
import { insertTextEdit } from '../../../src/core/skillset/edits/insertText.ts';
import { applyEdit } from '../../../src/core/skillset/edits/textEdit.ts';
import { type MixEntry, mixEntries } from '../../../src/core/skillset/mixEntries.ts';
import { type Chance, chanceOf } from './mutations.ts';

function withText(source: string, index: number, text: string): string {
  return applyEdit(source, insertTextEdit(parseDocument('a', source), index, text));
}

function withMix(source: string, skills: readonly string[], topic: string): string {
  return applyEdit(source, insertMixEdit(parseDocument('a', source), { skills, topic }));
}

describe('writing the text of a mix', () => {
  it('adds it as a block scalar under the keys of the mix', () => {
    const source = 'mixes:\n  - skills: [a, b]\n    topic: T # here\n\n  - skills: [c]\n    topic: T\n';
    expect(withText(source, 0, 'One.\n\nTwo.')).toBe(
      'mixes:\n  - skills: [a, b]\n    topic: T # here\n    text: |\n      One.\n\n      Two.\n\n  - skills: [c]\n    topic: T\n',
    );
    expect(withText(source, 1, 'One.')).toBe(`${source}    text: |\n      One.\n`);
  });

  it('replaces the one that is there, and keeps what stands around it', () => {
    const source = 'mixes:\n- text: old # mine\n  skills: [a]\n  topic: T\n# end\n';
    expect(withText(source, 0, 'New: one.')).toBe(
      'mixes:\n- text: | # mine\n    New: one.\n  skills: [a]\n  topic: T\n# end\n',
    );
    const block = 'mixes:\n- skills: [a]\n  topic: T\n  text: |+\n    old\n\n\n- skills: [b]\n  topic: T\n';
    expect(withText(block, 0, 'New.')).toBe(
      'mixes:\n- skills: [a]\n  topic: T\n  text: |\n    New.\n- skills: [b]\n  topic: T\n',
    );
  });

  it('turns a mix in braces to lines', () => {
    expect(withText('mixes:\n  - { skills: [a, "b, c"], topic: T } # one\n', 0, 'New.')).toBe(
      'mixes:\n  - skills: [a, "b, c"] # one\n    topic: T\n    text: |\n      New.\n',
    );
  });

  it('quotes the text where a mix has to stay in braces', () => {
    expect(withText('mixes: [{ skills: [a], topic: T }]\n', 0, 'One.\n"Two"')).toBe(
      'mixes: [{ skills: [a], topic: T, text: "One.\\n\\"Two\\"" }]\n',
    );
  });

  it('quotes what no block scalar can hold', () => {
    const source = 'mixes:\n  - skills: [a]\n    topic: T\n';
    expect(withText(source, 0, '  ')).toBe(`${source}    text: "  "\n`);
    expect(withText(source, 0, 'a\u0007b')).toBe(`${source}    text: "a\\u0007b"\n`);
  });

  it('ends lines as the file does', () => {
    expect(withText('mixes:\r\n  - skills: [a]\r\n    topic: T', 0, 'One.\nTwo.')).toBe(
      'mixes:\r\n  - skills: [a]\r\n    topic: T\r\n    text: |\r\n      One.\r\n      Two.\r\n',
    );
  });

  it('is read back exactly, and leaves everything else as it was', () => {
    const chance = chanceOf(1);
    for (let step = 0; step < 300; step += 1) {
      const source = randomFile(chance);
      const before = mixEntries(parseDocument('a', source));
      const index = chance.below(before.length);
      const text = randomText(chance);
      const after = parseDocument('a', withText(source, index, text));
      const context = JSON.stringify({ source, text, result: after.text });
      expect(after.problems, context).toEqual([]);
      const entries = mixEntries(after);
      expect(entries.map(namesOf), context).toEqual(before.map(namesOf));
      for (const entry of entries) {
        const expected =
          entry.index === index ? text.replace(/\r\n?/gu, '\n') : (before[entry.index]?.text?.value ?? '');
        if (expected.trim() === '') expect(entry.text, context).toBeUndefined();
        else expect(withoutLastLineEnd(entry.text?.value ?? ''), context).toBe(withoutLastLineEnd(expected));
      }
    }
  });
});

describe('adding a mix', () => {
  const ADDED = '- skills: [a]\n    topic: T\n';

  it.each([
    ['a file without mixes', 'skillset: 1', 'skillset: 1\n\nmixes:\n  '],
    ['an empty file', '', 'mixes:\n  '],
    ['an empty section', 'mixes: # by hand\n', 'mixes: # by hand\n  '],
    ['an empty section at the end', 'mixes:', 'mixes:\n  '],
    ['an empty list', 'mixes: [] # none\n', 'mixes: # none\n  '],
    ['null', 'mixes: ~\n', 'mixes:\n  '],
    ['other mixes', 'mixes:\n  - skills: [b]\n    topic: T', 'mixes:\n  - skills: [b]\n    topic: T\n  '],
    ['a text', 'mixes:\n  - text: |\n      x\n', 'mixes:\n  - text: |\n      x\n  '],
  ])('works in %s', (_, source, before) => {
    expect(withMix(source, ['a'], 'T')).toBe(before + ADDED);
  });

  it('keeps what follows', () => {
    expect(withMix('mixes:\n- skills: [b]\n  topic: T # x\n\n# the study\nstudy: {}\n', ['a'], 'T')).toBe(
      'mixes:\n- skills: [b]\n  topic: T # x\n- skills: [a]\n  topic: T\n\n# the study\nstudy: {}\n',
    );
  });

  it('stays in brackets where the others are', () => {
    expect(withMix('mixes: [{ skills: [b], topic: T }]\n', ['a'], 'T')).toBe(
      'mixes: [{ skills: [b], topic: T }, { skills: [a], topic: T }]\n',
    );
  });

  it('quotes names that YAML would read as something else', () => {
    expect(withMix('', ['a, b', 'yes', '12', "it's (so): #1"], 'null')).toBe(
      `mixes:\n  - skills: ['a, b', 'yes', '12', "it's (so): #1"]\n    topic: 'null'\n`,
    );
  });

  it('is read back exactly', () => {
    const chance = chanceOf(2);
    for (let step = 0; step < 150; step += 1) {
      const source = randomFile(chance);
      const before = mixEntries(parseDocument('a', source));
      const mix = { skills: [randomName(chance), randomName(chance)], topic: randomName(chance) };
      const after = parseDocument('a', withMix(source, mix.skills, mix.topic));
      const context = JSON.stringify({ source, mix, result: after.text });
      expect(after.problems, context).toEqual([]);
      expect(mixEntries(after).map(namesOf), context).toEqual([...before.map(namesOf), mix]);
    }
  });
});

function namesOf({ skills, topic }: MixEntry) {
  return { skills: skills.map(({ value }) => value), topic: topic?.value };
}

function withoutLastLineEnd(text: string): string {
  return text.replace(/\n$/u, '');
}

function randomFile(chance: Chance): string {
  const styles = chance.pick([BLOCK_STYLES, [...BLOCK_STYLES, ...BRACE_STYLES], BRACE_STYLES]);
  const items = Array.from({ length: 1 + chance.below(3) }, () => chance.pick(styles));
  const margin = chance.pick(['', '  ', '    ']);
  const body = items
    .map((item) => item.replaceAll(/^(?=.)/gmu, margin))
    .join(chance.pick(['', '\n', `${margin}# between\n`]));
  const tail = chance.pick([
    '',
    '\n\n',
    '# end\n',
    'study:\n  seed: 1\n',
    '\n# the study\nstudy: {}\n',
    '        # deep\n',
  ]);
  const source = `${chance.pick(['', 'skillset: 1\n\n', '\uFEFF'])}mixes:\n${body}${tail}`;
  return chance.pick([source, source, source.replaceAll('\n', '\r\n'), source.trimEnd()]);
}

const BLOCK_STYLES = [
  '- skills: [a, b]\n  topic: T\n',
  '-   skills: [a, b]\n    topic: "T: x" # c\n',
  '- skills:\n    - a\n    - b # c\n  topic: T\n',
  '- topic: T\n  skills:\n  - a\n',
  '- skills: [a]\n  topic: T\n  text: old # c\n',
  '- skills: [a]\n  text: |\n    old\n\n      text\n  topic: T\n',
  '- skills: [a]\n  topic: T\n  text: |+\n    old\n\n',
  '- text:\n  skills: [a]\n  topic: T\n',
  '- skills: [a]\n  topic: T\n  text:\n',
  '- skills: [a]\n  topic: T\n  text: "old\n    text"\n',
  '-\n  skills: [a]\n  topic: T\n',
];

const BRACE_STYLES = [
  '- { skills: [a, b], topic: T }\n',
  '- {skills: [a], topic: T, text: old} # c\n',
  '- { text: , skills: [a], topic: T }\n',
  '- { skills: [a],\n    topic: T, # c\n  }\n',
  '- {"skills":["a"],"topic":"T"}\n',
];

function randomText(chance: Chance): string {
  return Array.from({ length: chance.below(12) }, () => chance.pick(TEXT_PIECES)).join('');
}

const TEXT_PIECES = [
  ...[
    'word',
    'Two words.',
    ' ',
    '  ',
    '\n',
    '\n\n',
    '\n\n\n',
    '\r\n',
    '\r',
    '\t',
    '# x',
    ' # x',
    '- x',
    ': ',
    "'",
    '"',
    '\\',
  ],
  ...[
    '|',
    '>',
    '---',
    '\n---\n',
    '\n...\n',
    '&a',
    '*b*',
    '!c',
    '%',
    '@',
    '`',
    '{',
    '}',
    '[',
    ']',
    ',',
    '😀',
    'é',
    '\u2028',
  ],
  ...[
    '\u0085',
    '\u0000',
    '\u001b',
    '\uFEFF',
    '\ud800',
    '\n  deep',
    '\n\ttab',
    'key: value',
    '\n    # deep',
    '~',
    'null',
  ],
];

function randomName(chance: Chance): string {
  const pieces = Array.from({ length: 1 + chance.below(4) }, () => chance.pick(NAME_PIECES));
  return pieces.join('').replace(/\s+/gu, ' ').trim() || 'name';
}

const NAME_PIECES = [
  ...[
    'red herring',
    'a',
    ', ',
    ': ',
    ' (so)',
    '"',
    "'",
    '#',
    ' #',
    '- ',
    '[',
    ']',
    '{',
    '}',
    '*',
    '&',
    '!',
    '%',
    '@',
    '`',
  ],
  ...[
    'yes',
    'No',
    '12',
    '1e3',
    '0x1F',
    '12:30',
    'null.',
    'true',
    '~x',
    '?',
    '|',
    '>',
    '=',
    '<<',
    '\\',
    'é',
    '😀',
    '/',
    '.',
  ],
];
