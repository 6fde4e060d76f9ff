import type { Locator, Page } from 'playwright-core';

/** The question that has to be answered before anything else. */
export function modalDialog(page: Page): Locator {
  return page.locator('.monaco-dialog-box');
}

/** One of its answers, by its whole name. */
export function answerNamed(page: Page, name: string): Locator {
  return modalDialog(page).getByRole('button', { name, exact: true });
}
