import { describe, expect, test } from 'vitest';
import { readGradedFolder, readRunFolder } from '../../../src/core/exchange/release/folderNames.ts';
import { readStudentFolder, type StudentFolder } from '../../../src/core/exchange/release/studentFolder.ts';
import {
  FIRST_PROMPT,
  type Fields,
  gradedRow,
  gradedTable,
  SKILLS,
  TOPIC,
  textRow,
} from '../../support/releaseFolder.ts';

const RUN = { seed: 10, promptVersion: 'skill-mix/default', generation: 2 };
const TEXT = 'He broke bread and his word. It was not unkind.';
const REPLY = gradedTable(
  [
    ['anaphora', 0],
    ['zeugma (yoking, of sorts)', 1],
    ['litotes', 1],
  ],
  4,
);

function read(texts: readonly Fields[], rows: readonly Fields[] = [], more: Partial<StudentFolder> = {}) {
  const folder = { grader: 'gpt-4', turn: 1, round: 1, rubricVersion: 'skill-mix/gpt', rows };
  return readStudentFolder({ run: RUN, student: 'llama2-7b-chat', texts, graded: [folder], ...more });
}

function pointsOf(found: ReturnType<typeof read>) {
  const result = found.texts[0]?.gradings[0]?.result;
  return result?.kind === 'graded'
    ? result.points.map(({ criterion, point }) => [
        criterion.kind === 'skill' ? criterion.skill : criterion.kind,
        point,
      ])
    : result;
}

describe('folder names', () => {
  test('tell the seed, the prompts and which generation it is', () => {
    expect(readRunFolder('k3_s10_vdefault_r2')).toEqual(RUN);
    expect(readRunFolder('k3_s10_vllama_k_greater_2_r1')?.promptVersion).toBe('skill-mix/llama_k_greater_2');
    expect(readRunFolder('notes')).toBeUndefined();
  });

  test('tell who graded which text in which round, also where a name holds what parts the names', () => {
    expect(readGradedFolder('by_judge_on_text_x_on_text_1_3_gpt')).toEqual({
      grader: 'judge_on_text_x',
      turn: 1,
      round: 3,
      rubricVersion: 'skill-mix/gpt',
    });
    expect(readGradedFolder('by_gpt-4')).toBeUndefined();
  });
});

describe('a row of texts', () => {
  test('keeps names with commas and parentheses, and takes definitions and examples from the prompt', () => {
    const [text] = read([textRow(TEXT)]).texts;
    expect(text?.mix.skills).toEqual(
      SKILLS.map((skill) => ({ ...skill, category: 'unknown', aliases: [], common: false })),
    );
    expect(text).toMatchObject({
      mix: { topic: { name: TOPIC } },
      ...{ split: 'all', seed: 10, generation: 2, student: 'llama2-7b-chat', draft: 'A draft.' },
      result: { kind: 'text', text: TEXT, explanation: 'it does, "so to speak".' },
    });
  });

  test('keeps both turns with the system prompt, whatever the roles are called', () => {
    const { user_0, assistant_0, user_1, assistant_1, ...rest } = textRow(TEXT);
    const row = { ...rest, '[INST]_0': 'one', '[/INST]_0': 'two', '[INST]_1': 'three', '[/INST]_1': 'four' };
    expect(read([{ ...row, 'system prompt': '' }]).texts[0]?.turns.at(-1)).toEqual({
      messages: [
        { role: 'user', content: 'one' },
        { role: 'assistant', content: 'two' },
        { role: 'user', content: 'three' },
      ],
      reply: 'four',
    });
    expect(read([textRow(TEXT)]).texts[0]?.turns[0]?.messages).toEqual([
      { role: 'system', content: 'You bake.' },
      { role: 'user', content: FIRST_PROMPT },
    ]);
  });

  test('finds the names in the prompt where a tool has taken the line breaks out of the column', () => {
    const names = SKILLS.map(({ name }) => name).join(', ');
    const [text] = read([textRow(TEXT, { skills: names })]).texts;
    expect(text?.mix.skills.map(({ name }) => name)).toEqual(SKILLS.map(({ name }) => name));
  });

  test('is left out with its reason where its k is not the number of its skills', () => {
    expect(read([textRow(TEXT, { k: '5' })])).toMatchObject({
      texts: [],
      leftOut: ['a row of texts: the row says k = 5 and names 3 skills'],
    });
  });

  test('without a text is unreadable, and its grading is not kept: nothing is graded that is not there', () => {
    const found = read([textRow('')], [gradedRow('', REPLY)]);
    expect(found.texts).toMatchObject([{ result: { kind: 'unreadable' }, gradings: [] }]);
    expect(found.leftOut).toEqual(['a grading of an empty text']);
  });

  test('that is there twice gives two texts, and each its own grading', () => {
    const found = read([textRow(TEXT), textRow(TEXT)], [gradedRow(TEXT, REPLY), gradedRow(TEXT, 'No.')]);
    expect(
      found.texts.map(({ occurrence, gradings }) => [occurrence, gradings.map(({ result }) => result.kind)]),
    ).toEqual([
      [1, ['graded']],
      [2, ['unreadable']],
    ]);
  });
});

describe('a row of gradings', () => {
  test('gives each criterion its point by name, whatever the order, and keeps the length point of the release', () => {
    const found = read([textRow(TEXT)], [gradedRow(TEXT, REPLY)]);
    expect(pointsOf(found)).toEqual([
      ['zeugma (yoking, of sorts)', 1],
      ['litotes', 1],
      ['anaphora', 0],
      ['topic', 1],
      ['sense', 1],
      ['length', 1],
    ]);
    const result = found.texts[0]?.gradings[0]?.result;
    const length = result?.kind === 'graded' ? result.points.at(-1)?.reason : '';
    expect(length).toBe(
      'The release counted 2 sentences, at most 2 allowed: the point is the one it gave. The grader itself gave 0.',
    );
    expect(found.totals).toEqual([]);
  });

  test('fits a name without its parentheses, and the one name that fits nothing to the one criterion left', () => {
    const bare = REPLY.replace('zeugma (yoking, of sorts)', 'Zeugma').replace(
      'anaphora',
      'repeated openings',
    );
    expect(pointsOf(read([textRow(TEXT)], [gradedRow(TEXT, bare)]))).toContainEqual(['anaphora', 0]);
  });

  test('is told where the total that it states is not the sum of its points', () => {
    const { totals } = read([textRow(TEXT)], [gradedRow(TEXT, REPLY.replace('| 4 |', '| 2 |'))]);
    expect(totals).toEqual([{ grader: 'gpt-4', round: 1, topic: TOPIC, stated: 2, points: 4 }]);
  });

  test.each([
    [
      'a point between 0 and 1',
      { assistant_0: REPLY.replace('litotes | 1', 'litotes | 0.5') },
      /"litotes" is 0.5/,
    ],
    [
      'a criterion that is missing',
      { assistant_0: REPLY.replace(/^.*litotes.*\n/mu, '') },
      /lacks "litotes"/,
    ],
    [
      'a criterion that comes twice',
      { assistant_0: REPLY.replace('anaphora', 'litotes') },
      /"litotes" more than once/,
    ],
    ['an empty reply', { assistant_0: ' ' }, /reply is empty/],
    [
      'fewer points than criteria',
      { assistant_0: 'Point earned: 1\nGrade: 1', points_0: '1.0' },
      /1 of the 6 points/,
    ],
  ] as const)('is unreadable with %s, and is never padded with zeros', (_, changes, why) => {
    const found = read([textRow(TEXT)], [gradedRow(TEXT, REPLY, changes)]);
    expect(found.texts[0]?.gradings).toMatchObject([
      { result: { kind: 'unreadable', why: expect.stringMatching(why) } },
    ]);
  });

  test('reads points by position only where there is one for each criterion and no name', () => {
    const row = gradedRow(TEXT, 'Fine. Grade: 5', { points_0: '1.0,0.0,1.0,1.0,1.0,0.0' });
    const found = read([textRow(TEXT)], [row]);
    expect(pointsOf(found)).toEqual([
      ['zeugma (yoking, of sorts)', 1],
      ['litotes', 0],
      ['anaphora', 1],
      ['topic', 1],
      ['sense', 1],
      ['length', 1],
    ]);
    expect(found.totals).toMatchObject([{ stated: 5, points: 4 }]);
  });

  test('reads points that stand behind their names in prose, in any order', () => {
    const prose = [
      ['Correctly illustrates anaphora', 0],
      ['Correctly illustrates litotes', 1],
      ['Correctly illustrates zeugma', 0],
      [`Pertains to ${TOPIC}`, 1],
      ['Text makes sense', 1],
      ['At most two sentences', 1],
    ].map(([name, point], index) => `${index + 1}. **${name}**: I think so. Point earned: ${point}`);
    const row = gradedRow(TEXT, `${prose.join('\n\n')}\n\nGrade: 4`, { points_0: '0.0,1.0,0.0,1.0,1.0,1.0' });
    const found = read([textRow(TEXT)], [row]);
    expect(pointsOf(found)).toEqual([
      ['zeugma (yoking, of sorts)', 0],
      ['litotes', 1],
      ['anaphora', 0],
      ['topic', 1],
      ['sense', 1],
      ['length', 1],
    ]);
  });

  test('goes to the text with its words and to no other, and not to the text of an earlier turn', () => {
    const other = textRow('Other words, and no others.');
    expect(read([other], [gradedRow(TEXT, REPLY)]).leftOut).toEqual([
      'a grading of words that the table of texts does not have for its mix',
    ]);
    const early = { grader: 'g', turn: 0, round: 1, rubricVersion: 'r', rows: [gradedRow(TEXT, REPLY)] };
    expect(read([textRow(TEXT)], [], { graded: [early] }).leftOut).toEqual([
      'a grading of the text of an earlier turn',
    ]);
  });
});
