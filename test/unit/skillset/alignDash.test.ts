import { describe, expect, it } from 'vitest';
import { applyEdit } from '../../../src/core/skillset/edits/textEdit.ts';
import { alignDash } from '../../../src/core/skillset/formatting/alignDash.ts';
import { marked } from './marked.ts';

/** The text after the dash in front of the mark was typed; undefined: it stays where it is. */
function typed(source: string): string | undefined {
  const { text, ranges } = marked(source);
  const edit = alignDash(text, ranges[0]?.start ?? 0);
  return edit && applyEdit(text, edit);
}

const SKILL = 'skills:\n  - name: irony\n    aliases:\n      - mockery\n    example: Lovely.\n';

describe('a dash that is typed', () => {
  it.each([
    ['below the keys of an entry', `${SKILL}    -<|>\n`, `${SKILL}  -\n`],
    ['below a blank line and a comment', `${SKILL}\n    # next\n    -<|>`, `${SKILL}\n    # next\n  -`],
    ['deeper than a list within', 'a:\n  - b\n    -<|>\n', 'a:\n  - b\n  -\n'],
    ['with a blank behind it', `${SKILL}    - <|>\n`, `${SKILL}  - \n`],
    ['in a file with other line ends', 'a:\r\n- b: c\r\n  -<|>\r\n', 'a:\r\n- b: c\r\n-\r\n'],
  ])('%s goes to the list around', (_, source, expected) => {
    expect(typed(source)).toBe(expected);
  });

  it.each([
    ['in line with its list', `${SKILL}  -<|>\n`],
    ['in line with a list within', 'a:\n  - b:\n      - c\n      -<|>\n'],
    ['below a key without a value', 'a:\n  - b: c\n    d: # more\n      -<|>\n'],
    ['in a text', 'a:\n  - text: |\n      One.\n      -<|>\n'],
    ['before other words', `${SKILL}    -<|> name: b\n`.replace('-<|> ', '-<|>x ')],
    ['behind other words', 'a: b-<|>\n'],
    ['where there is no list', 'a: b\n  -<|>\n'],
    ['at the beginning of a file', '-<|>'],
  ])('%s stays where it is', (_, source) => {
    expect(typed(source)).toBeUndefined();
  });
});
