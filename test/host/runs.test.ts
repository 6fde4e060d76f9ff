import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { vsixPath } from '../../scripts/package.mjs';
import { fakeReply } from '../support/providerServer/fakeReply.ts';
import { type ProviderServer, startProviderServer } from '../support/providerServer/providerServer.ts';
import { STUDY } from '../support/studies.ts';
import { lens, notification, pick } from '../support/vscode/editor.ts';
import { openVsCode, type VsCode } from '../support/vscode/openVsCode.ts';
import { type TestWorkspace, testWorkspace } from '../support/vscode/workspace.ts';

const PATIENCE = { timeout: 60_000 };
const TEXTS = 30;
/** Two turns and one grading of each text. */
const CALLS = TEXTS * 3;
const TOPICS = Array.from({ length: 40 }, (_, index) => `Topic ${index + 1}`);
const FILE = `${STUDY.replace('[Sewing, Beekeeping]', `[Sewing, Beekeeping, ${TOPICS.join(', ')}]`)}
study:
  data:
    parts:
      - { k: 1, skills: all, topics: all, attempts: ${TEXTS} }
  evaluate: { splits: [all], k: [2], mixes: 20, generations: 2 }
  budget: 100000000 tokens
`;

let provider: ProviderServer;
let workspace: TestWorkspace;
let vscode: VsCode;

beforeAll(async () => {
  provider = await startProviderServer({ latency: 150 });
  workspace = await testWorkspace(FILE, {
    'skillmix.endpoints': { fake: { kind: 'openai', baseUrl: `${provider.url}/v1` } },
    'skillmix.student': 'fake/fake-writer',
    'skillmix.graders': ['fake/fake-writer'],
    'skillmix.rounds': 1,
    'skillmix.concurrency': 2,
    'editor.minimap.enabled': false,
  });
  vscode = await openVsCode({ workspace: workspace.folder, vsix: vsixPath() });
  await vscode.openFile('study.skillset.yaml');
});

afterAll(async () => {
  await vscode?.close();
  await workspace?.remove();
  await provider?.close();
});

const dialog = (): Locator => vscode.page.locator('.monaco-dialog-box');
const button = (name: string): Locator => dialog().getByRole('button', { name, exact: true });
const status = (): Locator => vscode.page.locator('.statusbar-item', { hasText: /Skillmix \d+ %/u });
const row = (words: string | RegExp): Locator =>
  vscode.page.locator('.part.sidebar .monaco-list-row', { hasText: words });

/** Opens the view of the runs. */
async function showRuns(): Promise<void> {
  await vscode.page.locator('.activitybar .action-label[aria-label="Skillmix"]').click(PATIENCE);
}

/** Clicks what stands in the row of a run. */
async function act(run: Locator, action: string): Promise<void> {
  await run.hover();
  await run.getByRole('button', { name: action }).click(PATIENCE);
}

test('the plan can be read before anything is asked', async () => {
  await lens(vscode.page, 'Plan').first().click(PATIENCE);
  const plan = vscode.page.locator('.editor-group-container .view-lines', { hasText: /30.texts/u });
  await plan.first().waitFor(PATIENCE);
  expect(provider.received).toBe(0);
  await vscode.runCommand('View: Close All Editors in Group');
});

test('cancelling the one question spends nothing', async () => {
  await vscode.openFile('study.skillset.yaml');
  await lens(vscode.page, 'Generate the data (30 texts)').click(PATIENCE);
  await dialog().getByText('30 texts').first().waitFor(PATIENCE);
  await dialog().getByText('hard stop').first().waitFor(PATIENCE);
  await button('Cancel').click();
  await dialog().waitFor({ state: 'detached', ...PATIENCE });
  expect(provider.received).toBe(0);
});

test('a run tells how far it is, and can be paused, resumed and cancelled', async () => {
  const { page } = vscode;
  await lens(page, 'Generate the data (30 texts)').click(PATIENCE);
  await button('Run').click(PATIENCE);
  await notification(page, /\d+ of 30 texts/u).waitFor(PATIENCE);
  await status().click(PATIENCE);
  await row(/Data.*of 30 texts/u).waitFor(PATIENCE);
  await act(row(/Data/u), 'Pause');
  await row(/paused/u).waitFor(PATIENCE);
  await expect
    .poll(() => provider.requests.every(({ outcome }) => outcome !== 'pending'), PATIENCE)
    .toBe(true);
  const before = provider.received;
  await lens(page, 'Resume').waitFor(PATIENCE);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(provider.received, 'nothing is sent while it is paused').toBe(before);
  await lens(page, 'Resume').click(PATIENCE);
  await expect.poll(() => provider.received, PATIENCE).toBeGreaterThan(before + 4);
  await lens(page, 'Cancel').click(PATIENCE);
  await row(/cancelled, \d+ of 30 texts/u).waitFor(PATIENCE);
  expect(provider.counts.distinctPaid).toBeLessThan(CALLS);
});

test('running it again pays only for the rest', async () => {
  await act(row(/cancelled/u), 'Run Again');
  await button('Run').click(PATIENCE);
  await row(/done, 30 of 30 texts/u).waitFor(PATIENCE);
  const { paid, distinctPaid } = provider.counts;
  expect(distinctPaid).toBe(CALLS);
  expect(paid, 'only calls that were under way when it was cancelled').toBeLessThanOrEqual(CALLS + 2);
});

test('once all is stored, running it again asks for nothing', async () => {
  const { received } = provider;
  await lens(vscode.page, 'Generate the data').click(PATIENCE);
  await button('Run').click(PATIENCE);
  await expect.poll(() => row(/done, 30 of 30 texts/u).count(), PATIENCE).toBe(2);
  expect(provider.received).toBe(received);
});

test('after a restart the runs are there, with what they did and paid', async () => {
  await vscode.restart();
  await showRuns();
  await row(/done, 30 of 30 texts/u)
    .first()
    .waitFor(PATIENCE);
  await row(/cancelled/u).click();
  await row(/Models.*fake\/fake-writer/u).waitFor(PATIENCE);
  await row(/cancelled/u).click();
});

test('the question, and a run under way, for the pictures', async () => {
  provider.answer((request) => {
    const text = fakeReply(request);
    return typeof text === 'string' ? { kind: 'slow', latency: 2_000, text } : text;
  });
  await lens(vscode.page, 'Run the evaluation (40 texts)').click(PATIENCE);
  await button('Run').waitFor(PATIENCE);
  await vscode.screenshot('runs-question');
  await button('Run').click();
  await row(/Evaluation.*[1-9] of 40 texts/u).click(PATIENCE);
  await row(/calls at a time/u).waitFor(PATIENCE);
});

test.each([
  ['dark', 'Dark Modern', 'vs-dark'],
  ['light', 'Light Modern', 'vs'],
  ['high-contrast', 'Default High Contrast', 'hc-black'],
])('a run under way takes the %s theme, and leaves a picture of it', async (name, theme, editor) => {
  const path = join(workspace.folder, '.vscode/settings.json');
  const settings = JSON.parse(await readFile(path, 'utf8'));
  await writeFile(path, JSON.stringify({ ...settings, 'workbench.colorTheme': theme }));
  await vscode.page.locator(`.monaco-workbench.${editor}`).waitFor(PATIENCE);
  await row(/Evaluation.*of 40 texts/u).waitFor(PATIENCE);
  await vscode.screenshot(`runs-${name}`);
});

test('what is left goes out in batches, and is collected after the editor was closed', async () => {
  const { page } = vscode;
  provider.answer(fakeReply);
  await lens(page, 'Cancel').click(PATIENCE);
  await row(/Evaluation.*cancelled/u).waitFor(PATIENCE);
  await vscode.runCommand('Skillmix: Submit as a Batch');
  await pick(page, 'The evaluation');
  await button('Submit').click(PATIENCE);
  await row(/Evaluation.*waiting for batches/u).waitFor(PATIENCE);
  const { received } = provider;
  await vscode.restart();
  await showRuns();
  for (const next of ['calls under way', 'calls under way', 'All is done']) {
    await vscode.runCommand('Notifications: Clear All Notifications');
    await act(row(/waiting for batches/u), 'Collect');
    await notification(vscode.page, next).waitFor(PATIENCE);
  }
  await row(/Evaluation.*done, 40 of 40 texts/u).waitFor(PATIENCE);
  expect(provider.received, 'no call was sent one by one').toBe(received);
  const { paid, distinctPaid } = provider.counts;
  expect(distinctPaid, 'both generations of a mix are asked in the same words').toBe(CALLS + 20 * 3);
  expect(paid, 'only calls that were under way at a cancel').toBeLessThanOrEqual(CALLS + 40 * 3 + 4);
});
