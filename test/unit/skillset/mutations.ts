import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A source of repeatable chances. */
export interface Chance {
  /** A whole number from 0 below `count`. */
  below(count: number): number;
  pick<Item>(items: readonly Item[]): Item;
}

export function chanceOf(seed: number): Chance {
  const generator = xoroshiro128plus(seed);
  const below = (count: number) => uniformInt(generator, 0, count - 1);
  return {
    below,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error('Nothing to pick from');
      return item;
    },
  };
}

/** What people and tools do to a file: type, delete, paste, indent, and break it. */
export function mutate(text: string, chance: Chance): string {
  const at = chance.below(text.length + 1);
  const other = chance.below(text.length + 1);
  const [start, end] = at < other ? [at, other] : [other, at];
  switch (chance.below(8)) {
    case 0:
    case 1:
      return insert(text, at, chance.pick(FRAGMENTS));
    case 2:
      return text.slice(0, at) + text.slice(at + 1 + chance.below(3));
    case 3:
      return insert(text, lineStart(text, at), chance.pick(FRAGMENTS));
    case 4:
      return insert(text, lineStart(text, at), ' '.repeat(1 + chance.below(4)));
    case 5:
      return insert(text, at, text.slice(start, Math.min(end, start + 200)));
    case 6:
      return withoutLine(text, at);
    default:
      return text.slice(0, lineStart(text, at)) + text.slice(lineStart(text, at)).replace(/^ {1,2}/u, '');
  }
}

const FRAGMENTS = [
  ...['\n', '\n\n', '  ', '\t', '- ', '\n- ', '-', ':', ': ', ',', '[', ']', '{', '}', '"', "'", '#', ' # x'],
  ...[
    '|',
    '>',
    '|+\n',
    '|2-\n',
    '>-\n  ',
    '&a ',
    '*a',
    '*t',
    '!!str ',
    '!x ',
    '%YAML 1.2\n',
    '---\n',
    '...\n',
    '? ',
  ],
  ...[
    '\r\n',
    '\r',
    '\\',
    '~',
    'null',
    'é',
    '😀',
    '\u2028',
    '\u0000',
    '`',
    '@',
    '<<: ',
    'name',
    'skills:\n',
    'topics: [',
  ],
  ...[
    '\nmixes:\n  - ',
    '\n    ',
    '\n  - name: x',
    'x',
    'key: value\n',
    '"a": 1\n',
    'a b\n',
    '\n]',
    '\n}',
    '\n  ]\n',
  ],
];

function insert(text: string, at: number, piece: string): string {
  return text.slice(0, at) + piece + text.slice(at);
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

function withoutLine(text: string, at: number): string {
  const end = text.indexOf('\n', at);
  return text.slice(0, lineStart(text, at)) + (end === -1 ? '' : text.slice(end + 1));
}
