import type { Locator, Page } from 'playwright-core';

/** A lens of the editor, by its words. */
export function lens(page: Page, words: string | RegExp): Locator {
  return page.locator('.monaco-editor .codelens-decoration a', { hasText: words });
}

/** What the editor shows, as far as it is drawn, all read at one moment. Its blanks are no-break spaces. */
export async function shownText(page: Page): Promise<string> {
  const lines = await page
    .locator('.editor-group-container .monaco-editor .view-lines')
    .first()
    .locator('.view-line')
    .evaluateAll((shown) =>
      shown.map((line) => ({ text: line.textContent ?? '', top: line.getBoundingClientRect().y })),
    );
  return lines
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
  await goToPlace(page, `${line}`);
  await page.keyboard.press('End');
}

async function goToPlace(page: Page, place: string): Promise<void> {
  await focusEditor(page);
  await page.keyboard.press('Control+G');
  await page.locator('.quick-input-widget input').waitFor();
  await page.keyboard.type(place);
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
}

/** Puts the cursor behind the first character of some words of the text that the editor holds. */
export async function goToWords(page: Page, text: string, words: string): Promise<void> {
  const lines = text.slice(0, text.indexOf(words) + 1).split('\n');
  await goToPlace(page, `${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`);
}

/** A mark that the extension draws behind a line: the words stand in a style rule, not in the document. */
export function mark(
  page: Page,
  words: RegExp,
): { waitFor(options: { readonly timeout: number }): Promise<void> } {
  const spans = "[...document.querySelectorAll('.monaco-editor .view-line span')]";
  const drawn = `${spans}.some((span) => ${words}.test(getComputedStyle(span, '::after').content))`;
  return {
    waitFor: async (options) => {
      await page.waitForFunction(drawn, undefined, options);
    },
  };
}

export async function saveFile(page: Page): Promise<void> {
  await focusEditor(page);
  await page.keyboard.press('ControlOrMeta+S');
  await page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
}

/** Puts the keyboard into the editor, whatever stands over it. */
export async function focusEditor(page: Page): Promise<void> {
  const inputs = '.editor-group-container .monaco-editor :is(.native-edit-context, textarea.inputarea)';
  await page.locator(inputs).first().focus();
}

/** Replaces the whole text of the editor. */
export async function replaceText(page: Page, text: string): Promise<void> {
  await focusEditor(page);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(text);
}

/** Places that the editor underlines as wrong. */
export function squiggles(page: Page): Locator {
  return page.locator('.monaco-editor .squiggly-error, .monaco-editor .squiggly-warning');
}

/** Chooses an entry of the open quick pick by its words; `accept` confirms a pick of several as it is. */
export async function pick(page: Page, words: string, how: 'choose' | 'accept' = 'choose'): Promise<void> {
  const widget = page.locator('.quick-input-widget:visible');
  if (how === 'accept') {
    await widget.getByRole('button', { name: words }).click();
    return;
  }
  await widget.locator('.monaco-list-row', { hasText: words }).first().click({ timeout: 60_000 });
}

/** Fills the open input box and confirms it. */
export async function typeInto(page: Page, text: string): Promise<void> {
  const input = page
    .locator(
      '.quick-input-widget:visible input[type="text"], .quick-input-widget:visible input[type="password"]',
    )
    .first();
  await input.fill(text);
  await input.press('Enter');
}

/** What completion offers at the cursor. */
export async function suggestions(page: Page): Promise<string[]> {
  await page.keyboard.press('Control+Space');
  const rows = page.locator('.suggest-widget.visible .monaco-list-row .label-name');
  await rows.first().waitFor();
  return rows.allInnerTexts();
}

/** What the editor tells about the word at the cursor. */
export async function hover(page: Page): Promise<string> {
  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.press('ControlOrMeta+I');
  const widget = page.locator('.monaco-hover:visible').first();
  await widget.waitFor();
  return (await widget.textContent()) ?? '';
}
