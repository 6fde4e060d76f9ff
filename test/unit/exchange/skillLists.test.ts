import { describe, expect, it } from 'vitest';
import { readListFile } from '../../../src/adapters/exchange/listFile.ts';
import { importLists } from '../../../src/core/exchange/skills/importLists.ts';
import { formatRowNote } from '../../../src/core/exchange/skills/rowNote.ts';
import { skillTable } from '../../../src/core/exchange/skills/skillTable.ts';
import { parseDocument } from '../../../src/core/skillset/document.ts';
import { formatEdits } from '../../../src/core/skillset/formatting/formatEdits.ts';
import { findProblems } from '../../../src/core/skillset/problems.ts';
import { loadProject } from '../../../src/core/skillset/project.ts';
import { skillsetOf } from '../../../src/core/skillset/skillsetOf.ts';
import { fakeFiles } from '../skillset/fakeFiles.ts';

const HEADER = 'category,skill,definition,example,comments,status,added by\r\n';

/** In our own words, with the oddities that the lists of the release have. */
const TABLE = `\uFEFF${HEADER}logic,"either, or (exclusive)",Leaving just one of two ways open. ,"""Tea, or coffee?""
She said: ""both"".",seems hard to test,keep,ann
rhetorical,"complex question (with
an assumption )",A question that takes something for granted.,"""When did you stop?"" asks: you did it",checked,,
literary,yes,# Affirming,- Yes - it is: so,"two
lines",,
physical knowledge,folk physics,What falls and what floats.,The 12:30 ball rolls down.,,keep,
`;

const TOPICS = 'Sewing\r\n\r\nThe Ottoman Empire\r\nsewing\r\n"Rock \'n\' roll": a history # of it\r\n~\r\n';

function imported(table: string, topics = TOPICS) {
  const read = readListFile('skills.csv', new TextEncoder().encode(table));
  if (read.kind === 'refused') throw new Error(read.why);
  return importLists([read.list, { name: 'topics.txt', kind: 'topics', text: topics }]);
}

function textOf(lists: ReturnType<typeof importLists>): string {
  if (lists.kind === 'refused') throw new Error(lists.why);
  return lists.textFor('study');
}

async function opened(main: string) {
  const project = await loadProject('main', fakeFiles({ main }));
  return { project, problems: findProblems(project).get('main') ?? [], skillset: skillsetOf(project) };
}

function notesOn(rows: string): string[] {
  const lists = imported(HEADER + rows, '');
  return lists.kind === 'refused' ? [] : lists.notes.map((note) => formatRowNote(note, 'skills.csv'));
}

describe('lists of skills and topics', () => {
  it('become a skillset without a problem, laid out as the formatter leaves it, odd names kept', async () => {
    const text = textOf(imported(TABLE));
    const { problems, skillset } = await opened(text);
    expect(problems, text).toEqual([]);
    expect(formatEdits(parseDocument('main', text))).toEqual([]);
    expect(
      skillset.skills.map(({ name, category, definition, example }) => [name, category, definition, example]),
    ).toEqual([
      [
        'either, or (exclusive)',
        'logic',
        'Leaving just one of two ways open.',
        '"Tea, or coffee?"\nShe said: "both".',
      ],
      [
        'complex question (with an assumption )',
        'rhetorical',
        'A question that takes something for granted.',
        '"When did you stop?" asks: you did it',
      ],
      ['yes', 'literary', '# Affirming', '- Yes - it is: so'],
      ['folk physics', 'physical knowledge', 'What falls and what floats.', 'The 12:30 ball rolls down.'],
    ]);
    expect(skillset.topics.map(({ name }) => name)).toEqual([
      'Sewing',
      'The Ottoman Empire',
      `"Rock 'n' roll": a history # of it`,
      '~',
    ]);
  });

  it('keep what people wrote beside a skill as a comment above it', () => {
    const text = textOf(imported(TABLE));
    expect(text).toContain('  # seems hard to test\n  - name: either, or (exclusive)\n');
    expect(text).toContain("  # two\n  # lines\n  - name: 'yes'\n");
  });

  it('leave out what is not in use, and tell each row by its number', () => {
    expect(
      notesOn('a,one,d,e,,remove,\na,two,d,e,,In Review,\n\na,three,d,e,,maybe,\na,four,d,e,,keep,\n'),
    ).toEqual([
      'skills.csv, row 2, "one": left out: its status is "remove".',
      'skills.csv, row 3, "two": left out: its status is "in review".',
      'skills.csv, row 5, "three": left out: its status is "maybe".',
    ]);
  });

  it('tell repeated names, what is empty, and what is not known', () => {
    expect(
      notesOn(
        'a,one,d,e,,,\na,ONE,d,e,,,\na,two,,e,,,\na,three,d\n,four,d,e,,,\na,five,d,e,,perhaps,\na,,d,e,,,\n',
      ),
    ).toEqual([
      'skills.csv, row 3, "ONE": left out: row 2 has the same name.',
      'skills.csv, row 4, "two": left out: its definition is empty.',
      'skills.csv, row 5, "three": left out: its example is empty.',
      'skills.csv, row 6, "four": taken: it has no category and gets "uncategorised".',
      'skills.csv, row 7, "five": taken: the status "perhaps" is not known.',
      'skills.csv, row 8: left out: its name is empty.',
    ]);
  });

  it('tell repeated topics by their line', () => {
    const lists = imported(TABLE);
    expect(lists.kind === 'imported' && lists.notes).toEqual([
      { file: 'topics.txt', row: 4, name: 'sewing', kind: 'left out', why: 'row 1 has the same name' },
    ]);
  });

  it('are refused where the first row names no columns, or where nothing is left', () => {
    expect(imported('one,two\n1,2\n')).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('"category"'),
    });
    expect(imported(HEADER, '\n')).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('no skill'),
    });
  });

  it('may be divided by semicolons or tabs, with columns in another order', () => {
    const rows = 'Skill;Category;Example;Definition\nsimile;literary;As a bee, busy.;Comparing; \n';
    for (const table of [rows, rows.replaceAll(';', '\t')])
      expect(imported(table, '')).toMatchObject({ kind: 'imported', skills: 1, notes: [] });
  });

  it.each([
    ['where quotes do not close', 'skills.csv', `${HEADER}a,"b`, 'cannot be read as CSV'],
    ['in another encoding', 'skills.csv', Uint8Array.of(0xe9, 0x0a), 'UTF-8'],
    ['with another ending', 'skills.xlsx', HEADER, 'no list'],
  ])('are refused %s', (_, name, content, why) => {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    expect(readListFile(name, bytes)).toMatchObject({ kind: 'refused', why: expect.stringContaining(why) });
  });
});

describe('skills written as CSV', () => {
  it('are the same when they are read again', async () => {
    const main = `skillset: 1
skills:
  - name: '=SUM(A1), "quoted"'
    category: logic
    definition: |-
      Two lines,
      and a comma.
    example: '-1 is a number'
    aliases: [one, 'two, too', "[three]"]
    common: true
    check: '-\\d+'
  - { name: plain, category: logic, definition: What it is., example: '@ here', aliases: ['[x]'] }
`;
    const { skillset } = await opened(main);
    expect(skillset.skills).toHaveLength(2);
    const again = await opened(textOf(imported(`${skillTable(skillset).join('\r\n')}\r\n`)));
    expect(again.skillset.skills).toEqual(skillset.skills);
  });
});
