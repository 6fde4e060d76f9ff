import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { vsixPath } from '../../scripts/package.mjs';
import { openStore } from '../../src/adapters/store/sqliteStore.ts';
import type { Review, RunId } from '../../src/core/runs/records.ts';
import { STUDY } from '../support/studies.ts';
import { openVsCode, type VsCode } from '../support/vscode/openVsCode.ts';
import { type TestWorkspace, testWorkspace } from '../support/vscode/workspace.ts';
import { round, sample } from '../unit/metrics/judgedRecords.ts';

const PATIENCE = { timeout: 60_000 };

let workspace: TestWorkspace;
let vscode: VsCode;

beforeAll(async () => {
  workspace = await testWorkspace(STUDY);
  await fillStore();
  vscode = await openVsCode({ workspace: workspace.folder, vsix: vsixPath() });
  await vscode.openFile('study.skillset.yaml');
});

afterAll(async () => {
  await vscode?.close();
  await workspace?.remove();
});

const storePath = () => join(workspace.folder, '.skillmix', 'skillmix.db');

/** Texts of one student, graded by one model. */
async function fillStore(): Promise<void> {
  const store = await openStore(storePath());
  const [id, file] = ['run' as RunId, 'study.skillset.yaml'];
  await store.saveRun({ id, kind: 'evaluate', file, plan: {}, startedAt: 1, state: 'done' });
  for (let index = 0; index < 5; index += 1) {
    const text = { kind: 'text', text: `Who would not sew? The ${index}th stitch sang.` } as const;
    const written = { ...sample({ mix: `mix ${index}`, result: text }), runId: id, file };
    await store.saveSample(written);
    await store.saveGrading(round(written, '10 111'));
  }
  await store.close();
}

async function storedReviews(): Promise<Review[]> {
  const store = await openStore(storePath());
  const reviews = await store.reviews({});
  await store.close();
  return reviews;
}

test('one command asks who reviews, and shows a text without its student and points', async () => {
  await vscode.runCommand('Skillmix: Review Texts');
  const name = vscode.page.locator('.quick-input-widget input:visible');
  await vscode.page.getByText('Who reviews?').waitFor(PATIENCE);
  await name.fill('Ann Example');
  await vscode.page.keyboard.press('Enter');
  const review = vscode.webview().locator('.review');
  await review.getByRole('radiogroup').first().waitFor(PATIENCE);
  expect(await review.textContent()).toContain('Reviewer: Ann Example');
  expect(await review.textContent()).not.toMatch(/lab\/(?:writer|judge)/u);
});

test('the keyboard alone gives the points, and then the graders’ are beside them', async () => {
  const { page } = vscode;
  const review = vscode.webview().locator('.review');
  const first = review.getByRole('radio', { name: 'Yes' }).first();
  await first.focus();
  await page.keyboard.press('0');
  await page.keyboard.press('j');
  await page.keyboard.press('1');
  await page.keyboard.press('Enter');
  await review.getByText('Written by').waitFor(PATIENCE);
  await review.getByText('differs from you').first().waitFor(PATIENCE);
  await vscode.screenshot('review');
  expect(await storedReviews()).toMatchObject([
    { reviewer: 'Ann Example', isBlind: true, points: [{ point: 0 }, { point: 1 }] },
  ]);
  await page.keyboard.press('Enter');
  await review.getByText('Next text.').waitFor(PATIENCE);
});

test('a half answer is there again when the panel was closed, and nobody is asked for the name again', async () => {
  const { page } = vscode;
  const review = () => vscode.webview().locator('.review');
  await review().getByRole('radio', { name: 'No' }).first().click();
  const text = await review().locator('.sample-text').textContent();
  const tab = page.locator('.tab', { hasText: 'Skillmix Results' });
  await tab.click({ button: 'middle' });
  await tab.waitFor({ state: 'detached' });
  await vscode.runCommand('Skillmix: Review Texts');
  await review().getByRole('radiogroup').first().waitFor(PATIENCE);
  expect(await review().locator('.sample-text').textContent()).toBe(text);
  expect(await review().getByRole('radio', { checked: true }).first().getAttribute('data-point')).toBe('0');
  expect(await storedReviews()).toHaveLength(1);
});

test('a window that is loaded anew has the review open again, with the half answer', async () => {
  const review = () => vscode.webview().locator('.review');
  await review().getByRole('radio', { name: 'Yes' }).last().click();
  const text = await review().locator('.sample-text').textContent();
  const loaded = vscode.page.waitForEvent('load');
  await vscode.runCommand('Developer: Reload Window');
  await loaded;
  await review().getByRole('radiogroup').first().waitFor({ timeout: 120_000 });
  await expect.poll(() => review().locator('.sample-text').textContent(), PATIENCE).toBe(text);
  const points = review().getByRole('radio', { checked: true });
  await expect
    .poll(() => points.evaluateAll((all) => all.map((each) => each.dataset.point)), PATIENCE)
    .toEqual(['0', 'open', 'open', 'open', '1']);
  expect(await storedReviews()).toHaveLength(1);
});

test('the verdict of a text that was seen is corrected by a command, and counts as not blind', async () => {
  const page = () => vscode.webview();
  await page().getByRole('tab', { name: 'Texts' }).click();
  const [reviewed] = await storedReviews();
  await page().locator(`[role="option"][data-id]:not([data-id="${reviewed?.sampleId}"])`).first().click();
  await page().getByText('Why each point was given').waitFor(PATIENCE);
  await vscode.runCommand('Skillmix: Correct the Verdict');
  const review = page().locator('.review');
  await review.getByText('Written by').waitFor(PATIENCE);
  await review.getByRole('radio', { name: 'Yes' }).nth(1).click();
  await vscode.page.keyboard.press('Enter');
  await expect.poll(async () => (await storedReviews()).length, PATIENCE).toBe(2);
  expect((await storedReviews()).at(-1)).toMatchObject({
    ...{ isBlind: false, draw: { kind: 'picked' }, reviewer: 'Ann Example' },
    points: [{ point: 1 }],
  });
});
