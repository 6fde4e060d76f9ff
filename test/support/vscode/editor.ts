import type { Locator, Page } from 'playwright-core';

/** A lens of the editor, by its words. */
export function lens(page: Page, words: string): Locator {
  return page.locator('.monaco-editor .codelens-decoration a', { hasText: words });
}

/** What the editor shows, as far as it is drawn. Its blanks are no-break spaces. */
export async function shownText(page: Page): Promise<string> {
  const lines = await page.locator('.editor-group-container .monaco-editor .view-lines').first().locator('.view-line').all();
  const placed = await Promise.all(
    lines.map(async (line) => ({ text: await line.innerText(), top: (await line.boundingBox())?.y ?? 0 })),
  );
  return placed
    .sort((one, other) => one.top - other.top)
    .map(({ text }) => text.replaceAll('\u00a0', ' '))
    .join('\n');
}

/** A message in the corner, by its words. */
export function notification(page: Page, words: string | RegExp): Locator {
  return page.locator('.notifications-toasts .notification-list-item', { hasText: words });
}

/** Puts the cursor at the end of a line of the editor, counted from 1. */
export async function goToLine(page: Page, line: number): Promise<void> {
  await page.keyboard.press('Control+G');
  await page.locator('.quick-input-widget input').waitFor();
  await page.keyboard.type(`${line}`);
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  await page.keyboard.press('End');
}
