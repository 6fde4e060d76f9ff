import type { Locator, Page } from 'playwright-core';

/** A command comes into the palette when its extension has been found, seconds after the workbench. */
const patienceMilliseconds = 60_000;
const lookMilliseconds = 2_000;

/** Runs a command by its title, such as `Skillmix: Choose a model`. */
export function runFromPalette(page: Page, title: string): Promise<void> {
  return choose(page, 'F1', title, `the command "${title}"`);
}

/** Opens a file of the workspace and waits until its editor is there. */
export async function openFromPalette(page: Page, name: string): Promise<void> {
  await choose(page, 'ControlOrMeta+P', name, `the file "${name}"`);
  await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
  await page.locator('.editor-group-container.active .monaco-editor .view-line').first().waitFor();
}

async function choose(page: Page, key: string, text: string, what: string): Promise<void> {
  const deadline = Date.now() + patienceMilliseconds;
  while (Date.now() < deadline) {
    const row = await search(page, key, text);
    if (await appears(row)) {
      await page.keyboard.press('Enter');
      return;
    }
    await page.keyboard.press('Escape');
  }
  throw new Error(`${what} did not come into the palette`);
}

async function search(page: Page, key: string, text: string): Promise<Locator> {
  await page.keyboard.press(key);
  const input = page.locator('.quick-input-widget .quick-input-box input');
  await input.waitFor();
  await input.press('End');
  await page.keyboard.type(text);
  return page.locator(`.quick-input-list .monaco-list-row.focused[aria-label*=${JSON.stringify(text)}]`);
}

function appears(row: Locator): Promise<boolean> {
  return row.waitFor({ timeout: lookMilliseconds }).then(
    () => true,
    () => false,
  );
}
