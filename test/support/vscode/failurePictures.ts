import type { Page } from 'playwright-core';
import { afterEach } from 'vitest';
import { openEditors } from './openVsCode.ts';

/**
 * Leaves a picture of every open editor where a test failed, and adds what it showed in words to the error: what a test
 * waited for in vain is seldom told by its own words, and where tests run by themselves often the words alone are kept.
 */
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  const name = task.name.replaceAll(/[^a-z\d]+/giu, '-').slice(0, 80);
  for (const editor of openEditors) {
    await editor.screenshot(`failed-${name}`).catch(() => undefined);
    const shown = await shownIn(editor.page).catch((error: unknown) => [String(error)]);
    for (const error of task.result.errors?.slice(0, 1) ?? [])
      error.message = [error.message, 'The editor showed:', ...shown.map((line) => `  ${line}`)].join('\n');
  }
});

/** What the side bar, its messages and the dialogs say, from top to bottom. */
async function shownIn(page: Page): Promise<string[]> {
  const places = ['.part.sidebar .monaco-list-row', '.notification-list-item', '.monaco-dialog-box'];
  const texts: string[] = [];
  for (const place of places) texts.push(...(await page.locator(place).allInnerTexts()));
  return texts.map((text) => text.replaceAll(/\s+/gu, ' ').trim());
}
