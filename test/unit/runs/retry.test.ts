import { describe, expect, test } from 'vitest';
import type { ModelFailure, ModelFailureKind } from '../../../src/core/runs/ports.ts';
import { retryDelay, stopsTheRun } from '../../../src/core/runs/retry.ts';

const failure = (kind: ModelFailureKind, retryAfter?: number): ModelFailure =>
  retryAfter === undefined ? { kind, message: 'm' } : { kind, message: 'm', retryAfter };

describe('retryDelay', () => {
  test.each(['rate-limit', 'overloaded', 'server', 'network', 'time-out', 'cut', 'malformed'] as const)(
    'sends a call again that failed with %s',
    (kind) => {
      expect(retryDelay(failure(kind), 1, 0.5)).toBe(250);
    },
  );

  test.each([
    'bad-key',
    'no-permission',
    'unknown-model',
    'quota',
    'bad-request',
    'no-key',
    'cancelled',
    'schema-unsupported',
  ] as const)('never sends a call again that failed with %s', (kind) => {
    expect(retryDelay(failure(kind), 1, 0.5)).toBeUndefined();
  });

  test('doubles the widest wait with each try', () => {
    const waits = [1, 2, 3, 4, 5].map((tries) => retryDelay(failure('server'), tries, 0.999999));
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000]);
  });

  test('spreads the waits over the whole width, from no wait at all', () => {
    expect(retryDelay(failure('server'), 5, 0)).toBe(0);
    expect(retryDelay(failure('server'), 5, 0.25)).toBe(2000);
  });

  test('gives up after the sixth try', () => {
    expect(retryDelay(failure('network'), 5, 0)).toBe(0);
    expect(retryDelay(failure('network'), 6, 0)).toBeUndefined();
  });

  test('waits at least as long as the server asked, and spreads beyond it', () => {
    expect(retryDelay(failure('rate-limit', 30_000), 1, 0)).toBe(30_000);
    expect(retryDelay(failure('rate-limit', 30_000), 2, 0.5)).toBe(30_500);
  });

  test('does not wait for a server that asks for more than ten minutes', () => {
    expect(retryDelay(failure('rate-limit', 600_000), 1, 0)).toBe(600_000);
    expect(retryDelay(failure('rate-limit', 600_001), 1, 0)).toBeUndefined();
  });
});

describe('stopsTheRun', () => {
  test.each(['bad-key', 'no-key', 'no-permission', 'quota', 'unknown-model'] as const)(
    '%s makes every further call pointless',
    (kind) => {
      expect(stopsTheRun(failure(kind))).toBe(true);
    },
  );

  test.each([
    'rate-limit',
    'malformed',
    'bad-request',
    'schema-unsupported',
    'cancelled',
    'network',
  ] as const)('%s says nothing about the next call', (kind) => {
    expect(stopsTheRun(failure(kind))).toBe(false);
  });
});
