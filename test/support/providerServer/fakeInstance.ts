import { isRecord } from './dialect.ts';
import type { Schema } from './providerRequest.ts';

/** Chooses what a schema leaves open. `path` says where: property names and array indices. */
export interface Choices {
  text(path: readonly string[]): string;
  pick(options: readonly unknown[], path: readonly string[]): unknown;
}

/** A value that fits a JSON schema, as far as schemas for structured output go. */
export function fakeInstance(root: Schema, choices: Choices): unknown {
  return build(root, []);

  function build(given: unknown, path: readonly string[]): unknown {
    const schema = resolve(given, root);
    if ('const' in schema) return schema.const;
    if (Array.isArray(schema.enum)) return choices.pick(schema.enum, path);
    const [alternative] = [schema.anyOf, schema.oneOf, schema.allOf].filter(Array.isArray);
    if (alternative !== undefined) return build(alternative[0], path);
    switch (typeOf(schema)) {
      case 'object':
        return buildObject(schema, path);
      case 'array':
        return buildArray(schema, path);
      case 'boolean':
        return choices.pick([true, false], path);
      case 'integer':
      case 'number':
        return choices.pick(range(schema), path);
      case 'null':
        return null;
      default:
        return choices.text(path);
    }
  }

  function buildObject(schema: Schema, path: readonly string[]): unknown {
    const properties = isRecord(schema.properties) ? schema.properties : {};
    return Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [name, build(property, [...path, name])]),
    );
  }

  function buildArray(schema: Schema, path: readonly string[]): unknown[] {
    const at = (index: number) => [...path, String(index)];
    if (Array.isArray(schema.prefixItems))
      return schema.prefixItems.map((item, index) => build(item, at(index)));
    const named = namedItems(resolve(schema.items, root));
    if (named.length > 0) return named.map((item, index) => build(item, at(index)));
    const length = typeof schema.minItems === 'number' ? schema.minItems : 1;
    return Array.from({ length }, (_, index) => build(schema.items, at(index)));
  }
}

/** Items that hold an enumeration of texts stand for one item each: the criteria of a grading, say. */
function namedItems(item: Schema): Schema[] {
  const properties = isRecord(item.properties) ? item.properties : {};
  const named = Object.entries(properties).find(([, property]) => isNaming(property));
  if (named === undefined) return [];
  const [name, property] = named;
  const names = isRecord(property) && Array.isArray(property.enum) ? property.enum : [];
  return names.map((value) => ({ ...item, properties: { ...properties, [name]: { const: value } } }));
}

function isNaming(property: unknown): boolean {
  return (
    isRecord(property) &&
    Array.isArray(property.enum) &&
    property.enum.every((name) => typeof name === 'string')
  );
}

function resolve(given: unknown, root: Schema): Schema {
  if (!isRecord(given)) return {};
  if (typeof given.$ref !== 'string') return given;
  let found: unknown = root;
  for (const key of given.$ref.replace(/^#\/?/, '').split('/'))
    found = isRecord(found) ? found[key] : undefined;
  return resolve(found, root);
}

function typeOf({ type, properties, items }: Schema): unknown {
  if (Array.isArray(type)) return type.find((name) => name !== 'null');
  return type ?? (properties === undefined ? (items === undefined ? 'string' : 'array') : 'object');
}

function range({ minimum, maximum }: Schema): number[] {
  const low = typeof minimum === 'number' ? minimum : 0;
  return [low, typeof maximum === 'number' ? maximum : low + 1];
}
