import { readFile } from 'node:fs/promises';
import Ajv from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { jsonSchema, schemaOf } from '../../../src/core/skillset/schema/jsonSchema.ts';
import { fileShape } from '../../../src/core/skillset/schema/schema.ts';
import type { KeyRule, Shape } from '../../../src/core/skillset/schema/shape.ts';
import { languagePage } from './languagePage.ts';
import { projectFiles } from './projectFiles.ts';
import { SAMPLES } from './samples.ts';

const ajv = new Ajv({ allErrors: true, formats: { regex: true }, allowUnionTypes: true });
const validate = ajv.compile(jsonSchema());

function errorsIn(text: string): string[] {
  validate(parse(text, { merge: true }));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

describe('the JSON schema', () => {
  test('is up to date', async () => {
    const text = `${JSON.stringify(jsonSchema(), undefined, 2)}\n`;
    await expect(text).toMatchFileSnapshot('../../../media/skillset.schema.json');
  });

  test('lets through the demo and the library', async () => {
    for (const path of await projectFiles()) {
      const text = await readFile(path, 'utf8');
      expect({ path, errors: errorsIn(text) }).toEqual({ path, errors: [] });
    }
  });

  test.each(SAMPLES.map((text, index) => [index, text] as const))('lets through sample %i', (_, text) => {
    expect(errorsIn(text)).toEqual([]);
  });

  test.each([
    ['a key that does not belong there', 'skilset: 1\n'],
    ['another version', 'skillset: 2\n'],
    ['a skill without a category', 'skills: [{ name: a, definition: b, example: c }]\n'],
    ['a name left empty', 'topics: [" "]\n'],
    ['a share above 100 %', 'splits: { a: { topics: 120% } }\n'],
    ['a mix without skills', 'mixes: [{ skills: [], topic: a }]\n'],
    ['a list in place of a mapping', 'study: [{ seed: 1 }]\n'],
    ['a negative seed', 'study: { seed: -1 }\n'],
    ['a seed in quotes', 'study: { seed: "1" }\n'],
    ['an unknown engine', 'study: { train: { base: a, engine: magic } }\n'],
    ['a rate of nothing', 'study: { train: { base: a, learningRate: 0 } }\n'],
    ['a temperature above its bounds', 'study: { evaluate: { splits: all, k: 1, temperature: 3 } }\n'],
    ['a model without its endpoint', 'study: { grade: { graders: [gpt-4o] } }\n'],
    ['a budget in euros', 'study: { budget: 50 EUR }\n'],
  ])('finds %s', (_, text) => {
    expect(errorsIn(text.startsWith('ski') ? text : `skillset: 1\n${text}`)).not.toEqual([]);
  });

  test('gives examples that it lets through itself', () => {
    for (const { name, shape, example } of rulesIn(fileShape)) {
      if (example === undefined) continue;
      const check = ajv.compile(schemaOf(shape));
      check(parse(example));
      expect({ name, errors: check.errors }).toEqual({ name, errors: null });
    }
  });
});

test('the page of the language is up to date', async () => {
  await expect(languagePage()).toMatchFileSnapshot('../../../docs/language.md');
});

function rulesIn(shape: Shape): KeyRule[] {
  switch (shape.kind) {
    case 'mapping':
      return shape.keys.flatMap((rule) => [rule, ...rulesIn(rule.shape)]);
    case 'list':
    case 'entries':
      return rulesIn(shape.of);
    case 'either':
      return shape.mapping === undefined ? [] : rulesIn(shape.mapping);
    default:
      return [];
  }
}
