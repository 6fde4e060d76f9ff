import type { Locator } from 'playwright-core';

/** In milliseconds: how long a click is given to show what it does, and how long the whole may take. */
const LOOK = 3_000;
const PATIENCE = 60_000;

/**
 * Clicks until what the click is to bring has come (or gone, where `state` says so). A single click may do nothing: a
 * menu takes none in its first tenth of a second, and a lens that is drawn anew between press and release takes none.
 */
export async function clickUntil(
  target: Locator,
  brought: Locator,
  state: 'visible' | 'hidden' = 'visible',
): Promise<void> {
  for (let waited = 0; waited < PATIENCE; waited += LOOK) {
    // What it brought may lie over the target, or be there in its place.
    await target.click({ timeout: LOOK }).catch(() => undefined);
    const isThere = await brought
      .first()
      .waitFor({ state, timeout: LOOK })
      .then(
        () => true,
        () => false,
      );
    if (isThere) return;
  }
  throw new Error(`No click on ${target} brought ${brought} to be ${state}.`);
}

/** Chooses from the context menu of something. */
export async function chooseFromMenu(of: Locator, action: string): Promise<void> {
  const menu = of.page().locator('.monaco-menu');
  const entry = menu.locator('.action-label', { hasText: action });
  await of.click({ button: 'right', timeout: PATIENCE });
  await entry.waitFor({ timeout: PATIENCE });
  await clickUntil(entry, menu, 'hidden');
}
