import { describe, expect, it } from 'vitest';
import { namedSkills } from '../../../src/core/grading/nameRule.ts';
import { mixOf, skillOf } from './mixes.ts';

describe('a skill is named', () => {
  const cases: readonly (readonly [name: string, text: string, words: string])[] = [
    ['red herring', 'That is a red herring.', 'red herring'],
    ['red herring', 'Red Herring!', 'Red Herring'],
    ['red herring', 'a red-herring', 'red-herring'],
    ['red herring', 'a red‑herring', 'red‑herring'],
    ['red herring', 'a red  \n herring', 'red  \n herring'],
    ['red herring', 'two red herrings', 'red herrings'],
    ['red herring', "the red herring's tail", "red herring's"],
    ['red herring', 'the red herring’s tail', 'red herring’s'],
    ['red herring', 'a *red herring*', 'red herring'],
    ['red herring', 'a _red_ _herring_', 'red_ _herring'],
    ['red herring', 'a red her\u00ADring', 'red her\u00ADring'],
    ['red herring', 'a r\u200Bed herring', 'r\u200Bed herring'],
    ['self-serving bias', 'my self serving biases', 'self serving biases'],
    ['self serving bias', 'my self-serving bias', 'self-serving bias'],
    ['metaphor', 'full of metaphors', 'metaphors'],
    ['metaphors', 'a metaphor', 'metaphor'],
    ['irony', 'many ironies', 'ironies'],
    ['hypothesis', 'two hypotheses', 'hypotheses'],
    ['statistical syllogism', 'Statistical syllogisms are', 'Statistical syllogisms'],
    ['accident (fallacy)', 'It was an accident.', 'accident'],
    ['complex question (loaded question (sic) )', 'a complex question?', 'complex question'],
    ['(fallacy)', 'a fallacy', 'fallacy'],
    ['cliché', 'a cliché', 'cliché'],
    ['cliché', 'a cliche\u0301s', 'cliche\u0301s'],
    ["Hobson's choice", 'a Hobson’s choice', 'Hobson’s choice'],
    ["Hobson's choice", 'a Hobsons choice', 'Hobsons choice'],
    ['переименование', 'Это ПЕРЕИМЕНОВАНИЕ.', 'ПЕРЕИМЕНОВАНИЕ'],
    ['modus ponens', 'by Modus Ponens', 'Modus Ponens'],
    ['c++ idiom', 'the C idiom', 'C idiom'],
    ['c++ idiom', 'the C++ idiom', 'C++ idiom'],
    ['either/or fallacy', 'an either/or fallacy', 'either/or fallacy'],
    ['either/or fallacy', 'an either-or fallacy', 'either-or fallacy'],
    ['cause & effect', 'of cause & effect', 'cause & effect'],
    ['ad hominem, tu quoque', 'an ad hominem,tu quoque', 'ad hominem,tu quoque'],
    ['p.o.v. shift [sic] \\ (x)', 'a P.O.V. shift [sic]', 'P.O.V. shift [sic'],
    ['反问', '他用了反问来强调。', '反问'],
    ['皮肉', 'これは皮肉です', '皮肉'],
    ['คำถาม', 'นี่คือคำถามเชิง', 'คำถาม'],
    ['비유', '이것은 비유입니다', '비유'],
    ['irony', '这是irony的例子', 'irony'],
  ];
  it.each(cases)('%j in %j', (name, text, words) => {
    const [named] = namedSkills(mixOf(name), text);
    expect(named?.skill).toBe(name);
    expect(named?.ranges.map(({ start, end }) => text.slice(start, end))).toEqual([words]);
  });

  it('by an alias', () => {
    const skill = skillOf('red herring', { aliases: ['ignoratio elenchi (Latin)'] });
    const mix = { ...mixOf(), skills: [skill] };
    expect(namedSkills(mix, 'An Ignoratio Elenchi!')[0]?.ranges).toEqual([{ start: 3, end: 20 }]);
  });

  it('at every place, in order', () => {
    const [named] = namedSkills(mixOf('pun'), 'Puns beget puns.');
    expect(named?.ranges).toEqual([
      { start: 0, end: 4 },
      { start: 11, end: 15 },
    ]);
  });
});

describe('letters that look otherwise name a skill all the same', () => {
  const cases: readonly (readonly [name: string, text: string])[] = [
    ['simile', 'a \u017Fimile'],
    ['kenning', 'one more \u212Aenning'],
    ['red herring', 'a r\u00ADed herring'],
    ['RED HERRING', 'a red herring'],
    ['irony', 'IRONIES'],
    ['crisis', 'two crises'],
    ['Ödipus', 'ÖDIPUS'],
  ];
  it.each(cases)('%j in %j', (name, text) => {
    expect(namedSkills(mixOf(name), text)).toHaveLength(1);
  });
});

describe('a skill is not named', () => {
  const cases: readonly (readonly [name: string, text: string])[] = [
    ['red herring', 'a red herringbone coat'],
    ['red herring', 'red, herring and blue cod'],
    ['red herring', 'It is red. Herring is not.'],
    ['red herring', 'an inherited herring'],
    ['red herring', 'the bored herring'],
    ['red herring', 'redherring'],
    ['metaphor', 'metaphorical'],
    ['irony', 'ironing'],
    ['pun', 'punish the puny'],
    ['simile', 'a facsimile'],
    ['cliché', 'clichéd'],
    ['ad hominem', 'add hominem'],
    ['accident (fallacy)', 'accidental'],
    ['red herring', ''],
  ];
  it.each(cases)('%j in %j', (name, text) => {
    expect(namedSkills(mixOf(name), text)).toEqual([]);
  });
});
