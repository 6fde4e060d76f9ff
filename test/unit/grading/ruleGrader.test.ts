import { describe, expect, it } from 'vitest';
import { criteriaOf } from '../../../src/core/grading/criterion.ts';
import { gradeByRule } from '../../../src/core/grading/ruleGrader.ts';
import type { Mix } from '../../../src/core/mixes/mix.ts';
import { skillOf } from './mixes.ts';

const question = skillOf('rhetorical question', { check: String.raw`\b(?:who|why)\b[^?]*\?` });
const simile = skillOf('simile', { check: String.raw`\blike an?\b` });
const mix: Mix = { skills: [question, simile], topic: { name: 'Sewing', aliases: ['needlework'] } };

function pointsFor(text: string, of: Mix = mix) {
  const graded = gradeByRule(of, text);
  if (graded.kind !== 'graded') throw new Error('not gradable');
  return graded.points;
}

const numbers = (text: string, of?: Mix) => pointsFor(text, of).map(({ point }) => point);

describe('gradeByRule', () => {
  it('gives full marks with quotes, in the order of the criteria', () => {
    const points = pointsFor('Who sews, when the needle darts like a fish?');
    expect(points.map(({ criterion }) => criterion)).toEqual(criteriaOf(mix));
    expect(points.map(({ point }) => point)).toEqual([1, 1, 1, 1, 1]);
    expect(points.map(({ quote }) => quote)).toEqual([
      'Who sews, when the needle darts like a fish?',
      'like a',
      'sews',
      undefined,
      undefined,
    ]);
  });

  it('says of sense that it is mechanical, for a point as well as for none', () => {
    expect(pointsFor('He sews.')[3]?.reason).toMatch(/^Mechanical check only/u);
    expect(pointsFor('he sews')[3]?.reason).toBe('Mechanical check: it does not end as a sentence.');
  });

  it('counts sentences for the length', () => {
    expect(pointsFor('He sews. She knits.')[4]).toMatchObject({
      point: 0,
      reason: '2 sentences counted, at most 1 allowed.',
    });
  });

  it('gives no point for an empty text', () => {
    expect(numbers('')).toEqual([0, 0, 0, 0, 0]);
  });

  it('marks a skill that is named and leaves its point', () => {
    expect(pointsFor('Who sews similes like a tailor?').map(({ named }) => named)).toEqual([
      undefined,
      true,
      undefined,
      undefined,
      undefined,
    ]);
    expect(numbers('Who sews similes like a tailor?')[1]).toBe(1);
  });

  it('names the skills that carry no usable check', () => {
    const skills = [question, skillOf('irony'), skillOf('pun', { check: '(' })];
    expect(gradeByRule({ ...mix, skills }, 'He sews.')).toEqual({
      kind: 'not-gradable',
      missing: ['irony', 'pun'],
    });
  });

  it('reads only the beginning of an endless text', () => {
    const points = pointsFor(`${'He knits. '.repeat(3_000)}Who sews like a tailor?`);
    expect(points.map(({ point }) => point)).toEqual([0, 0, 0, 0, 0]);
  });
});

describe('the topic', () => {
  it.each([
    ['Sewing', 'He sews.', 1],
    ['Sewing', 'He sewed a hem.', 1],
    ['Sewing', 'The sewer sighs.', 1],
    ['Sewing', 'Sewn by hand.', 1],
    ['Sewing', 'Needlework is slow.', 1],
    ['Sewing', 'He knits.', 0],
    ['Sewing', 'The sewage rises.', 0],
    ['Beekeeping', 'The beekeeper left.', 1],
    ['Beekeeping', 'Beekeepers left.', 1],
    ['Beekeeping', 'The bee left.', 0],
    ['Gardening', 'Her garden grows.', 1],
    ['Dueling', 'They fought a duel.', 1],
    ['Knots', 'He knotted the rope.', 1],
    ['Knots', 'It is not so.', 0],
    ['Running', 'She runs.', 1],
    ['Baking', 'She bakes.', 1],
    ['Baking', 'She baked.', 1],
    ['Philosophy', 'Two philosophies.', 1],
    ['The Ottoman Empire', 'The empire of the Ottomans.', 1],
    ['The Ottoman Empire', 'An ottoman stood there.', 0],
    ['Guerilla warfare', 'Warfare by guerillas.', 1],
    ['Art', 'The start.', 0],
    ['Café', 'In the cafe\u0301s.', 1],
    ['缝纫', '我喜欢缝纫。', 1],
  ])('%s in %j gives %i', (name, text, point) => {
    const aliases = name === 'Sewing' ? ['needlework'] : [];
    expect(numbers(text, { ...mix, topic: { name, aliases } })[2]).toBe(point);
  });

  it('quotes the words in the order of the text', () => {
    const topic = { name: 'The Ottoman Empire', aliases: [] };
    expect(pointsFor('The empire of the Ottomans.', { ...mix, topic })[2]?.quote).toBe('empire … Ottomans');
  });
});

describe('sense, as far as a rule sees', () => {
  it.each([
    ['The needle sings.', 1],
    ['“No!” “Why?” “Sew!”', 1],
    ['Sew 12 hems by 5 p.m., please!', 1],
    ['她缝衣服。', 1],
    ['Sew it! 🎉', 1],
    ['No, no, no, said the tailor.', 1],
    ['Sew.', 0],
    ['...', 0],
    ['12 34 56 78 90 ok.', 0],
    ['a=b; {c} [d] $$ ## ?? !! ;; :: || && ok.', 0],
    ['The needle sings', 0],
    ['The needle sings:', 0],
    ['He sews and he sews and he sews and he sews and he sews.', 0],
    ['very very very very very good.', 0],
    ['Sew.\nSew.\nSew.', 0],
  ])('%j gives %i', (text, point) => {
    expect(numbers(text)[3]).toBe(point);
  });
});
