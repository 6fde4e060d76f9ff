import type { Locator, Page } from 'playwright-core';

/** In milliseconds: how long the editor is given to do what was chosen, and to offer it. */
const LOOK = 15_000;
const TRIES = 4;

/**
 * Chooses what the editor offers at the cursor, until it is done. The list is drawn anew when more is offered, and a click
 * in that moment does nothing.
 *
 * @param open shows the list
 */
export async function chooseAction(
  page: Page,
  open: () => Promise<void>,
  words: string,
  isDone: () => Promise<boolean>,
): Promise<void> {
  const list = page.locator('.action-widget');
  for (let tries = 0; tries < TRIES; tries += 1) {
    await open();
    await choose(list.locator('.monaco-list-row', { hasText: words }));
    if (await comesTrue(page, isDone)) return;
    await page.keyboard.press('Escape');
  }
  throw new Error(`Choosing "${words}" did nothing.`);
}

/** What was done after all is not offered again. */
async function choose(row: Locator): Promise<void> {
  await row.click({ timeout: LOOK }).catch(() => undefined);
}

async function comesTrue(page: Page, isDone: () => Promise<boolean>): Promise<boolean> {
  const end = performance.now() + LOOK;
  while (performance.now() < end) {
    if (await isDone()) return true;
    await page.waitForTimeout(100);
  }
  return false;
}
