import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { systemClock } from '../../../src/adapters/system/systemClock.ts';

test('many sleep by one signal without being taken for a leak, and all wake when it aborts', async () => {
  const abort = new AbortController();
  const sleeping = Array.from({ length: 50 }, () => systemClock.sleep(60_000, abort.signal));
  expect(getEventListeners(abort.signal, 'abort')).toHaveLength(1);
  abort.abort();
  await Promise.all(sleeping);
  await systemClock.sleep(60_000, abort.signal);
});
