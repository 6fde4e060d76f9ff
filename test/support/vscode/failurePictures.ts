import { afterEach } from 'vitest';
import { openEditors } from './openVsCode.ts';

/** Leaves a picture of every open editor where a test failed: what it waited for is seldom told by the words of the error. */
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  const name = task.name.replaceAll(/[^a-z\d]+/giu, '-').slice(0, 80);
  for (const editor of openEditors) await editor.screenshot(`failed-${name}`).catch(() => undefined);
});
