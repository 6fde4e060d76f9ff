import { describe, expect, test } from 'vitest';
import { sha256 } from '../../../src/adapters/system/sha256.ts';
import { callKey, canonicalJson } from '../../../src/core/runs/callKey.ts';

describe('a call key', () => {
  const endpoint = { name: 'local', kind: 'openai', address: '127.0.0.1:8080/v1' } as const;
  const message = { role: 'user', content: 'Write a text.' } as const;

  test('stays what it was: a store of an earlier version is asked for nothing again', () => {
    const request = { model: 'writer', messages: [message], temperature: 0.7, maxTokens: 64 };
    const kept = 'ab0003db9dde69314e2b8d1cd2f38da54b0704c49462c8a499c4c2cd5ba02d19';
    expect(callKey(sha256, endpoint, request, 'generation 1 turn 1')).toBe(kept);
  });

  test('does not depend on the order in which the request was built', () => {
    const one = callKey(sha256, endpoint, { model: 'writer', messages: [message], temperature: 1 }, 'turn 1');
    const other = callKey(
      sha256,
      endpoint,
      { temperature: 1, messages: [message], model: 'writer' },
      'turn 1',
    );
    expect(other).toBe(one);
  });
});

describe('JSON with sorted keys', () => {
  test.each<[string, object, string]>([
    [
      'sorts at every depth',
      { b: [{ z: 1, a: 2 }], a: { d: 0, c: 1 } },
      '{"a":{"c":1,"d":0},"b":[{"a":2,"z":1}]}',
    ],
    ['sorts by UTF-16 units', { é: 1, a: 2, B: 3 }, '{"B":3,"a":2,"é":1}'],
    ['puts whole numbers first, by size', { '10': 1, a: 2, '9': 3 }, '{"9":3,"10":1,"a":2}'],
    ['leaves out what is undefined', { b: undefined, a: [undefined, null] }, '{"a":[null,null]}'],
    [
      'takes every name for a key',
      JSON.parse('{"__proto__":{"b":1,"a":2},"constructor":1}'),
      '{"__proto__":{"a":2,"b":1},"constructor":1}',
    ],
  ])('%s', (_, value, expected) => {
    expect(canonicalJson(value)).toBe(expected);
  });

  test('sorts many keys as it sorts few', () => {
    const keys = Array.from({ length: 50 }, (_, index) => `key ${(index * 37) % 50}`);
    const read: unknown = JSON.parse(canonicalJson(Object.fromEntries(keys.map((key) => [key, 0]))));
    expect(Object.keys(read as object)).toEqual(keys.toSorted());
  });
});
