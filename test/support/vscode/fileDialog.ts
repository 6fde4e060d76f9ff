import type { Page } from 'playwright-core';

/** In milliseconds: how long a step is given to show what it does, and how long the whole may take. */
const LOOK = 3_000;
const PATIENCE = 60_000;

/**
 * Gives a path to the file dialog and accepts it. The dialog writes into its own field until it has read the folder that
 * it begins in, so the path is given again until it stays.
 */
export async function answerFileDialog(page: Page, title: string, path: string): Promise<void> {
  const dialog = page.locator('.quick-input-widget:visible', { hasText: title });
  const input = dialog.locator('input').first();
  await input.waitFor({ timeout: PATIENCE });
  for (let waited = 0; waited < PATIENCE; waited += LOOK) {
    if ((await input.inputValue()) === '') await page.waitForTimeout(LOOK / 10);
    await input.fill(path);
    await page.waitForTimeout(LOOK / 10);
    if ((await input.inputValue()) === path) await input.press('Enter');
    const isClosed = await dialog.waitFor({ state: 'hidden', timeout: LOOK }).then(
      () => true,
      () => false,
    );
    if (isClosed) return;
  }
  throw new Error(`The dialog "${title}" did not take ${path}.`);
}
