import type { Locator, Page } from 'playwright-core';

/** Opens the views of Skillmix. The label of their icon may tell a badge, too. */
export async function showViews(page: Page, options: { readonly timeout: number }): Promise<void> {
  await page.locator('.activitybar .action-label[aria-label^="Skillmix"]').click(options);
}

/** One of the views in the side bar, by the beginning of its name. */
export function viewNamed(page: Page, name: string): Locator {
  return page.locator('.part.sidebar .pane', { has: page.locator(`.pane-header[aria-label^="${name}"]`) });
}

/** Entries of all views in the side bar, by their words. */
export function entries(page: Page, words: string | RegExp): Locator {
  return page.locator('.part.sidebar .monaco-list-row', { hasText: words });
}
