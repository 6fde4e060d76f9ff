import { fileShape } from './schema.ts';
import type { KeyRule, MappingShape, Shape } from './shape.ts';

type Json = { readonly [key: string]: unknown };

/**
 * The language as a JSON schema (draft-07), for editors and assistants that know nothing of skillsets. It says what
 * stands where; what names lead to, and what a study adds up to, it cannot say.
 */
export function jsonSchema(): Json {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Skillset',
    description: 'A skillset file: skills, topics, splits, mixes and a study of them.',
    ...mappingSchema(fileShape),
  };
}

/** What belongs at a place. */
export function schemaOf(shape: Shape): Json {
  switch (shape.kind) {
    case 'text':
    case 'name':
    case 'path':
      return FILLED_TEXT;
    case 'integer':
      return {
        type: 'integer',
        minimum: shape.least,
        ...(shape.most !== undefined && { maximum: shape.most }),
      };
    case 'number':
      return numberSchema(shape);
    case 'boolean':
      return { type: 'boolean' };
    case 'choice':
      return {
        oneOf: shape.choices.map(({ value, documentation }) => ({
          const: value,
          description: documentation,
        })),
      };
    case 'pattern':
      return patternSchema(shape);
    case 'check':
      return { type: 'string', format: 'regex', minLength: 1 };
    case 'list':
      return listSchema(shape);
    case 'mapping':
      return mappingSchema(shape);
    case 'entries':
      return orNothing({ type: 'object', propertyNames: FILLED, additionalProperties: schemaOf(shape.of) });
    case 'either':
      return anyOf([shape.scalar, shape.list, shape.mapping].flatMap((one) => (one ? [schemaOf(one)] : [])));
  }
}

const FILLED = { pattern: '\\S' };
/** YAML reads a text such as `1984` or `yes` as something else, and it is a text all the same. */
const FILLED_TEXT = { type: ['string', 'number', 'boolean'], ...FILLED };

function numberSchema({ least, most }: Shape & { kind: 'number' }): Json {
  return least === undefined || most === undefined
    ? { type: 'number', exclusiveMinimum: 0 }
    : { type: 'number', minimum: least, maximum: most };
}

/** A number is written without quotes too. */
function patternSchema({ matches, expected, choices }: Shape & { kind: 'pattern' }): Json {
  const texts = {
    type: 'string',
    pattern: matches.source.replace(/\(\?<\w+>/gu, '(?:'),
    description: expected,
  };
  const numbers = choices
    .filter(({ value }) => /^\d+$/u.test(value))
    .map(({ value }) => ({ const: Number(value) }));
  return anyOf([texts, ...numbers]);
}

function listSchema({ of, mayBeEmpty, orOne }: Shape & { kind: 'list' }): Json {
  const list = { type: 'array', ...(!mayBeEmpty && { minItems: 1 }), items: schemaOf(of) };
  const filled = orOne ? anyOf([schemaOf(of), list]) : list;
  return mayBeEmpty ? orNothing(filled) : filled;
}

function mappingSchema({ keys }: MappingShape): Json {
  const required = keys.filter((rule) => rule.required).map(({ name }) => name);
  return {
    type: 'object',
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(keys.map((rule) => [rule.name, keySchema(rule)])),
    additionalProperties: false,
  };
}

function keySchema({ shape, documentation, byDefault, example }: KeyRule): Json {
  return {
    description: documentation,
    ...schemaOf(shape),
    ...(byDefault !== undefined && !byDefault.includes(' ') && { default: plainValue(byDefault) }),
    ...(example !== undefined && { examples: [plainValue(example)] }),
  };
}

/** What a value in one line stands for. Lists hold plain words and numbers only. */
function plainValue(written: string): unknown {
  if (written.startsWith('[')) return written.slice(1, -1).split(', ').map(plainValue);
  if (written.startsWith("'")) return written.slice(1, -1);
  return /^(?:true|false|\d[\d.]*(?:e-?\d+)?)$/u.test(written) ? JSON.parse(written) : written;
}

/** A list or mapping that was opened and not filled yet. */
function orNothing(schema: Json): Json {
  return anyOf([schema, { type: 'null' }]);
}

function anyOf(schemas: readonly Json[]): Json {
  const [first] = schemas;
  return schemas.length === 1 && first !== undefined ? first : { anyOf: schemas };
}
