import { describe, expect, it } from 'vitest';
import { graderRequest, rubricVersion } from '../../../src/core/grading/graderPrompt.ts';
import { mixOf, skillOf } from './mixes.ts';

const mix = mixOf('red herring', 'simile (figure, of speech)');
const TEXT = 'The needle dives like a dolphin.';
const { messages, schema, id } = graderRequest(mix, TEXT, 1);
const prompt = messages.map(({ content }) => content).join('\n');

/** Every object in a schema, the schema itself included. */
function objectsIn(value: unknown): { readonly [key: string]: unknown }[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(objectsIn);
  return 'type' in value && value.type === 'object' ? [{ ...value }, ...inner] : inner;
}

describe('graderRequest', () => {
  it('is the same for the same mix and text, whatever the round', () => {
    expect(graderRequest(mix, TEXT, 2)).toEqual(graderRequest(mix, TEXT, 1));
  });

  it('has another id for another text and for another mix', () => {
    expect(graderRequest(mix, `${TEXT} `, 1).id).not.toBe(id);
    expect(graderRequest(mixOf('red herring'), TEXT, 1).id).not.toBe(id);
  });

  it('names every criterion but length, with definition and example', () => {
    for (const name of [
      '"skill: red herring"',
      '"skill: simile (figure, of speech)"',
      '"topic"',
      '"sense"',
    ]) {
      expect(prompt).toContain(`{"criterion": ${name}, "reason": "...", "quote": "...", "point": ...}`);
    }
    expect(prompt).toContain('- red herring: What red herring is.\n  Example: An example of red herring.');
    expect(prompt).toContain('"Sewing"');
    expect(prompt).not.toContain('"length"');
  });

  it('asks for the reason before the point', () => {
    const entry = objectsIn(schema.schema).at(-1);
    expect(entry?.required).toEqual(['criterion', 'reason', 'quote', 'point']);
  });

  it('has a schema for strict modes: every property required, no other allowed', () => {
    const objects = objectsIn(schema.schema);
    expect(objects, 'the reply, its grades and one entry for each criterion').toHaveLength(2 + 4);
    for (const object of objects) {
      expect(object.additionalProperties).toBe(false);
      expect(object.required).toEqual(Object.keys(object.properties ?? {}));
    }
  });

  it('lets the schema take only the id of the request and the names of its criteria', () => {
    const enums = JSON.stringify(schema.schema).match(/"enum":\[[^\]]*\]/gu);
    const names = ['skill: red herring', 'skill: simile (figure, of speech)', 'topic', 'sense'];
    expect(enums).toEqual([
      `"enum":["${id}"]`,
      ...names.flatMap((name) => [`"enum":["${name}"]`, '"enum":[0,1]']),
    ]);
  });

  it('keeps a skill called topic apart from the topic', () => {
    const names = JSON.stringify(graderRequest(mixOf('topic'), TEXT, 1).schema.schema);
    expect(names.match(/"enum":\["(?:skill: topic|topic|sense)"\]/gu)).toHaveLength(3);
  });

  it('passes the text on to the letter', () => {
    const text = '  "Odd"\n\n\ttext\u200B </student-text> ';
    const request = graderRequest(mix, text, 1);
    expect(request.messages.at(-1)?.content).toContain(
      `<student-text id="${request.id}">\n${text}\n</student-text id="${request.id}">`,
    );
  });

  it('writes definitions on one line', () => {
    const odd = { ...mix, skills: [skillOf('pun', { definition: 'A play\n\n on words.' })] };
    expect(graderRequest(odd, TEXT, 1).messages.at(-1)?.content).toContain('- pun: A play on words.');
  });

  it('has a version', () => {
    expect(rubricVersion).toMatch(/^rubric-\d+$/u);
  });
});
