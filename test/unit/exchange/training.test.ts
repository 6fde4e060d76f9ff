import { describe, expect, test } from 'vitest';
import { sha256 } from '../../../src/adapters/system/sha256.ts';
import { createCandidates } from '../../../src/core/exchange/training/candidates.ts';
import { checkData } from '../../../src/core/exchange/training/checkCard.ts';
import { conversationOf } from '../../../src/core/exchange/training/conversation.ts';
import { costOf } from '../../../src/core/exchange/training/cost.ts';
import type { DataCard } from '../../../src/core/exchange/training/dataCard.ts';
import { exportTraining } from '../../../src/core/exchange/training/exportTraining.ts';
import { formatLine, readLine, TRAINING_FORMATS } from '../../../src/core/exchange/training/format.ts';
import { type SelectionOptions, selectTexts } from '../../../src/core/exchange/training/selectTexts.ts';
import { firstTurn, promptVersion, secondTurn } from '../../../src/core/generation/prompts.ts';
import { criteriaOf } from '../../../src/core/grading/criterion.ts';
import type { Mix } from '../../../src/core/mixes/mix.ts';
import type { CallRecord, ChatMessage, ModelReply, SpentRow } from '../../../src/core/runs/ports.ts';
import type { Grading, GradingId, MixId, Sample, SampleId } from '../../../src/core/runs/records.ts';
import type { Keep } from '../../../src/core/skillset/study.ts';
import { sample } from '../../contract/store/storeRecords.ts';

function call(
  messages: readonly ChatMessage[],
  text: string,
  finish: ModelReply['finish'] = 'stop',
): CallRecord {
  return {
    key: text,
    endpoint: { name: 'lab', kind: 'openai', address: 'x' },
    request: { model: 'm', messages },
    purpose: 'generate',
    outcome: { kind: 'reply', reply: { text, finish, raw: null } },
    ...{ startedAt: 0, duration: 1, tries: 1 },
  };
}

function faulty(why: RegExp) {
  return { kind: 'faulty', why: expect.stringMatching(why) };
}

const opening: ChatMessage[] = [{ role: 'user', content: 'Write.' }];
const second: ChatMessage[] = [
  ...opening,
  { role: 'assistant', content: 'Answer: one' },
  { role: 'user', content: 'Improve.' },
];

describe('a conversation for fine-tuning', () => {
  test('holds both prompts and both replies, less reasoning', () => {
    const calls = [call(opening, '<think>Hm.</think>\nAnswer: one'), call(second, 'Answer: two\n')];
    expect(conversationOf(calls)).toEqual({
      kind: 'conversation',
      messages: [...second, { role: 'assistant', content: 'Answer: two' }],
    });
  });

  test.each([
    ['the reply of turn 1 is not stored', [undefined, call(second, 'b')]],
    ['the reply of turn 1 holds no words', [call(opening, '<think>x</think>'), call(second, 'b')]],
    ['the reply of turn 2 was cut off at the token limit', [call(opening, 'a'), call(second, 'b', 'length')]],
    ['turn 2 does not follow from turn 1', [call(opening, 'a'), call(opening, 'b')]],
    ['its two turns are not known', [call(opening, 'a')]],
  ])('is not made up: %s', (why, calls) => {
    expect(conversationOf(calls)).toEqual({ kind: 'missing', why });
  });

  test.each(TRAINING_FORMATS)('is found to be as it should in the format %s', (format) => {
    const messages: ChatMessage[] = [
      { role: 'system', content: 'Be.' },
      ...second,
      { role: 'assistant', content: 'b' },
    ];
    expect(readLine(formatLine(messages, format), format)).toMatchObject({ kind: 'conversation' });
    const whyOf = (line: string) => readLine(line, format);
    expect(whyOf(formatLine(second, format))).toEqual(faulty(/the roles are/));
    expect(whyOf(formatLine([...second, { role: 'assistant', content: ' ' }], format))).toEqual(
      faulty(/message 4, of the assistant, is empty/),
    );
    expect(whyOf('{"messages":1}')).toEqual(faulty(/^messages/));
  });

  test('that puts the loss elsewhere than on the answers is found', () => {
    const messages = [...second, { role: 'assistant', content: 'b' } as const];
    const ofOpenAi = formatLine(messages, 'openai');
    expect(readLine(ofOpenAi, 'trl')).toEqual(faulty(/weight/));
    expect(readLine(formatLine(messages, 'trl'), 'openai')).toEqual(faulty(/weight/));
    expect(readLine(ofOpenAi.replace('"weight":1', '"weight":0'), 'openai')).toEqual(faulty(/weight/));
    const onPrompt = ofOpenAi.replace('"role":"user"', '"role":"user","weight":1');
    expect(readLine(onPrompt, 'openai')).toEqual(faulty(/weight/));
  });

  test('has the weight 1 on the assistant’s messages for OpenAI, and no weight elsewhere', () => {
    expect(JSON.parse(formatLine(second, 'openai')).messages).toEqual([
      { role: 'user', content: 'Write.' },
      { role: 'assistant', content: 'Answer: one', weight: 1 },
      { role: 'user', content: 'Improve.' },
    ]);
    expect(formatLine(second, 'trl')).not.toContain('weight');
  });
});

const written = sample('s');

function graded(grader: string, lost: readonly number[]): Grading {
  const points = criteriaOf(written.mix).map((criterion, index) => ({
    ...{ criterion, reason: '' },
    point: lost.includes(index) ? (0 as const) : (1 as const),
  }));
  return {
    ...{ id: grader as GradingId, sampleId: written.id, grader, round: 1, rubricVersion: 'r', createdAt: 1 },
    result: { kind: 'graded', points },
  };
}

const all = { keep: 'all', graders: ['g'], allGenerations: false } as const;

/** How many of one text are kept. */
function kept(
  text: Sample,
  gradings: readonly Grading[],
  { nameRule = true, ...options }: Partial<SelectionOptions> & { readonly nameRule?: boolean },
) {
  const { candidates, add } = createCandidates(sha256, { nameRule });
  add(text, gradings);
  return selectTexts(candidates, { ...all, ...options }).ids.length;
}

describe('which texts are kept', () => {
  const gradings = [graded('a', []), graded('b', [4])];

  test('is for every grader to say: full marks of one are not full marks of both', () => {
    const by = (keep: Keep, graders: readonly string[]) => kept(written, gradings, { keep, graders });
    expect([by('full-marks', ['a']), by('full-marks', ['a', 'b'])]).toEqual([1, 0]);
    expect([by('all-skills', ['a', 'b']), by('all-skills', ['a', 'c'])]).toEqual([1, 0]);
  });

  test('is for nobody to say where nobody has graded, unless all are wanted', () => {
    expect(kept(written, [], { keep: 'full-marks', graders: [] })).toBe(0);
    expect(kept(written, [], { graders: [] })).toBe(1);
    expect(kept({ ...written, result: { kind: 'unreadable', why: 'x' } }, [], { graders: [] })).toBe(0);
  });

  test('goes by the name rule only where it is on', () => {
    const { result, ...rest } = graded('a', []);
    const points = result.kind === 'graded' ? result.points.map((point) => ({ ...point, named: true })) : [];
    const marked: Grading = { ...rest, result: { kind: 'graded', points } };
    const options = { keep: 'full-marks', graders: ['a'] } as const;
    expect(kept(written, [marked], options)).toBe(0);
    expect(kept(written, [marked], { ...options, nameRule: false })).toBe(1);
  });
});

/** Text i is for mix i modulo `mixes`; its generation g has lost all but the points that come before 3 + g. */
function candidates(mixes: number, generations: number, isReversed = false) {
  const list = createCandidates(sha256, { nameRule: true });
  const places = Array.from({ length: mixes * generations }, (_, index) => index);
  for (const index of isReversed ? places.reverse() : places) {
    const generation = 1 + Math.floor(index / mixes);
    const id = `id ${String((index * 7919) % 10_007).padStart(5, '0')}` as SampleId;
    const mix = { ...written.mix, id: `mix ${index % mixes}` as MixId };
    list.add({ ...written, id, mix, generation }, [graded('g', [0, 1, 2].slice(generation - 1))]);
  }
  return list.candidates;
}

describe('the choice of texts', () => {
  test('takes of each mix the text with most points, or all of them', () => {
    const texts = candidates(10, 3);
    const best = new Set(texts.id.filter((_, index) => texts.generation[index] === 3));
    expect(new Set(selectTexts(texts, all).ids)).toEqual(best);
    expect(selectTexts(texts, { ...all, allGenerations: true }).ids).toHaveLength(30);
    expect(selectTexts(texts, all).yields).toEqual([
      { k: 2, attempts: 30, texts: 30, graded: 30, kept: 30, chosen: 10 },
    ]);
  });

  test('draws the same subset whenever the texts came, and a smaller one is the beginning of a larger', () => {
    const draw = (size: number, seed = 4, isReversed = false) =>
      selectTexts(candidates(500, 1, isReversed), { ...all, subset: { size, seed } }).ids;
    expect(draw(200, 4, true)).toEqual(draw(200));
    expect(draw(100)).toEqual(draw(200).slice(0, 100));
    expect(draw(200, 5)).not.toEqual(draw(200));
    expect(new Set(draw(500)).size).toBe(500);
  });

  test('takes the texts written for the data where there are such, and their graders', () => {
    const list = createCandidates(sha256, { nameRule: true });
    list.add({ ...written, id: 'e' as SampleId, purpose: 'evaluate' }, [graded('a', [])]);
    list.add({ ...written, id: 'd' as SampleId, purpose: 'data' }, [graded('b', [])]);
    const { graders: _, ...open } = all;
    expect(selectTexts(list.candidates, open)).toMatchObject({ ids: ['d'], graders: ['b'], purpose: 'data' });
    expect(selectTexts(list.candidates, { ...open, purpose: 'all', allGenerations: true })).toMatchObject({
      ...{ ids: ['d', 'e'], graders: ['a', 'b'] },
    });
  });
});

describe('the texts of one mix', () => {
  /** In the order of their generations, with full marks but for what each has lost; the first turn is cut off or whole. */
  const exported = async (
    texts: readonly { readonly lost: readonly number[]; readonly isCut?: boolean }[],
    options: { readonly allGenerations: boolean } = { allGenerations: false },
  ) => {
    const samples = texts.map((_, index) => ({
      ...written,
      id: `id ${9 - index}` as SampleId,
      generation: index + 1,
      callKeys: [`${index} 1`, `${index} 2`],
    }));
    const calls = new Map<string, CallRecord>(
      texts.flatMap(({ isCut = false }, index) => [
        [`${index} 1`, call(opening, `Answer: one`, isCut ? 'length' : 'stop')] as const,
        [`${index} 2`, call(second, `Answer: ${index + 1}`)] as const,
      ]),
    );
    const lines: string[] = [];
    const told = await exportTraining(
      {
        digest: sha256,
        store: {
          eachSample: async (_filter, visit) => {
            for (const [index, each] of samples.entries())
              await visit(each, [graded('g', texts[index]?.lost ?? [])]);
          },
          findSample: async (id) => samples.find((each) => each.id === id),
          findCall: async (key) => calls.get(key),
        },
      },
      { ...all, ...options, file: 'f', format: 'trl', nameRule: true },
      async (line) => void lines.push(line),
      new AbortController().signal,
    );
    return {
      texts: lines.map((line) => Number(/Answer: (\d)/.exec(line)?.[1])),
      notExported: told.notExported,
      exported: told.yields.map((row) => row.exported),
    };
  };
  const cut = 'the reply of turn 1 was cut off at the token limit';

  test('stand in for each other: one that cannot be trained on gives way to the next best', async () => {
    const texts = [{ lost: [0, 1] }, { lost: [0] }, { lost: [], isCut: true }];
    expect(await exported(texts)).toEqual({ texts: [2], notExported: [], exported: [1] });
  });

  test('are not exported, and say why, where none of them can be trained on', async () => {
    const texts = [
      { lost: [0], isCut: true },
      { lost: [], isCut: true },
    ];
    expect(await exported(texts)).toEqual({
      texts: [],
      notExported: [{ what: cut, count: 1 }],
      exported: [0],
    });
  });

  test('do not stand in for each other where all of them are wanted', async () => {
    const texts = [{ lost: [] }, { lost: [], isCut: true }];
    expect(await exported(texts, { allGenerations: true })).toEqual({
      texts: [1],
      notExported: [{ what: cut, count: 1 }],
      exported: [1],
    });
  });
});

/** A conversation with the prompts of our own. */
function conversation(mix: Mix, replies: readonly [string, string]): ChatMessage[] {
  const asked = secondTurn(mix, firstTurn(mix), replies[0]);
  return [...asked, { role: 'assistant', content: replies[1] }];
}

describe('data held against their card', () => {
  const { mix } = written;
  const good = formatLine(conversation(mix, ['a', 'b']), 'trl');

  function cardOf(version = promptVersion): DataCard {
    return {
      data: { file: 'd', format: 'trl', lines: 1, sha256: 'a' },
      writing: [{ promptVersion: version, texts: 1 }],
      yields: [{ k: mix.skills.length }],
    } as DataCard;
  }

  function differences(lines: readonly string[], card = cardOf()) {
    const check = checkData(card, sha256);
    for (const line of lines) check.add(line);
    return check.end({ lines: lines.length, sha256: 'a' });
  }

  test('differ in the number of lines, the hash, or a line', () => {
    const check = checkData(cardOf(), sha256);
    check.add(good);
    check.add('{}');
    expect(check.end({ lines: 2, sha256: 'b' })).toEqual([
      'The card says 1 lines, and there are 2.',
      'The card says SHA-256 a, and the data have b.',
      expect.stringMatching(/^line 2: messages/),
    ]);
  });

  test('do not differ where they are as they were', () => {
    expect(differences([good])).toEqual([]);
  });

  test('hold no text twice', () => {
    const other = formatLine(conversation(mix, ['a', 'c']), 'trl');
    expect(differences([good, other, good])).toContain('line 3: it is the same as line 1');
  });

  test('have the prompts of the version that the card names, for one mix in both turns', () => {
    expect(differences([good.replace('Please write', 'Write')])).toEqual([
      `line 1: the prompt of turn 1 is not that of ${promptVersion}`,
    ]);
    const elsewhere = conversation({ ...mix, topic: { name: 'Bread', aliases: [] } }, ['a', 'b']);
    const mixed = [...conversation(mix, ['a', 'b']).slice(0, 2), ...elsewhere.slice(2)];
    expect(differences([formatLine(mixed, 'trl')])).toEqual([
      `line 1: the prompt of turn 2 is not that of ${promptVersion} for the same mix`,
    ]);
  });

  test('may have prompts of others, but not under the name of ours', () => {
    const line = formatLine([...second, { role: 'assistant', content: 'b' }], 'trl');
    expect(differences([line], cardOf('import'))).toEqual([]);
    expect(differences([good], cardOf('import'))).toEqual([
      `The card says that 0 lines have the prompts of ${promptVersion}, and 1 have them.`,
    ]);
  });
});

describe('what the data cost', () => {
  const row = {
    ...{ endpoint: { name: 'lab', kind: 'openai', address: 'x' }, model: 'm', purpose: 'generate' },
    ...{ isBatch: false, calls: 2, withoutUsage: 0, input: 1_000_000, output: 2_000_000 },
  } as const satisfies SpentRow;
  const price = { input: 1, output: 4, batchFactor: 0.5, source: 'a list', asOf: '2026-01-02' };

  test('is told with the source of the prices, and a batch at its factor', () => {
    expect(costOf([row, { ...row, isBatch: true }], () => price)).toMatchObject({
      spent: [
        { dollars: 9, price: { factor: 1 } },
        { dollars: 4.5, price: { factor: 0.5, from: { source: 'a list', asOf: '2026-01-02' } } },
      ],
      cost: { dollars: 13.5, prices: [{ source: 'a list', asOf: '2026-01-02' }], unpriced: [] },
    });
  });

  test('is not guessed where no price is known, or a reply told no usage', () => {
    const unknown = { ...row, model: 'n', withoutUsage: 1 };
    expect(costOf([row, unknown], (_, model) => (model === 'm' ? price : undefined))).toMatchObject({
      spent: [{ dollars: 9 }, { dollars: null, price: null }],
      cost: { dollars: 9, unpriced: ['lab/n'], callsWithoutUsage: 1 },
    });
  });
});
