import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { vsixPath } from '../../scripts/package.mjs';
import { fakeReply } from '../support/providerServer/fakeReply.ts';
import { type ProviderServer, startProviderServer } from '../support/providerServer/providerServer.ts';
import { STUDY } from '../support/studies.ts';
import { lens, notification, pick, typeInto } from '../support/vscode/editor.ts';
import { answerNamed, modalDialog } from '../support/vscode/modalDialog.ts';
import { openVsCode, type VsCode } from '../support/vscode/openVsCode.ts';
import { chooseFromMenu, clickUntil } from '../support/vscode/patientClick.ts';
import { showViews, viewNamed } from '../support/vscode/sideBar.ts';
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

const dialog = (): Locator => modalDialog(vscode.page);
const button = (name: string): Locator => answerNamed(vscode.page, name);
const status = (): Locator => vscode.page.locator('.statusbar-item', { hasText: /Skillmix \d+ %/u });
/** Of the view of runs: studies and jobs have views of their own beside it. */
const row = (words: string | RegExp): Locator =>
  viewNamed(vscode.page, 'Runs').locator('.monaco-list-row', { hasText: words });

/** A run that is to be paused or cancelled must not end before that, however slow the machine is. In milliseconds. */
function answerSlowly(latency: number): void {
  provider.answer((request) => {
    const text = fakeReply(request);
    return typeof text === 'string' ? { kind: 'slow', latency, text } : text;
  });
}

/** Changes one of the settings of the workspace. */
async function set(name: string, value: unknown): Promise<void> {
  const path = join(workspace.folder, '.vscode/settings.json');
  await writeFile(path, JSON.stringify({ ...JSON.parse(await readFile(path, 'utf8')), [name]: value }));
}

/** Clicks what stands in the row of a run. */
async function act(run: Locator, action: string): Promise<void> {
  await run.hover();
  await run.getByRole('button', { name: action }).click(PATIENCE);
}

test('the plan can be read before anything is asked', async () => {
  const plan = vscode.page.locator('.editor-group-container .view-lines', { hasText: /30.texts/u });
  await clickUntil(lens(vscode.page, 'Plan').first(), plan);
  expect(provider.received).toBe(0);
  await vscode.runCommand('View: Close All Editors in Group');
});

test('cancelling the one question spends nothing', async () => {
  await vscode.openFile('study.skillset.yaml');
  await clickUntil(lens(vscode.page, 'Generate the data (30 texts)'), button('Cancel'));
  await dialog().getByText('30 texts').first().waitFor(PATIENCE);
  await dialog().getByText('hard stop').first().waitFor(PATIENCE);
  await button('Cancel').click();
  await dialog().waitFor({ state: 'detached', ...PATIENCE });
  expect(provider.received).toBe(0);
});

test('a run tells how far it is, and can be paused, resumed and cancelled', async () => {
  const { page } = vscode;
  answerSlowly(2_000);
  await clickUntil(lens(page, 'Generate the data (30 texts)'), button('Run'));
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
  await clickUntil(lens(page, 'Resume'), lens(page, 'Pause'));
  await expect.poll(() => provider.received, PATIENCE).toBeGreaterThan(before + 4);
  await clickUntil(lens(page, 'Cancel'), row(/cancelled, \d+ of 30 texts/u));
  provider.answer(fakeReply);
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
  await clickUntil(lens(vscode.page, 'Generate the data'), button('Run'));
  await button('Run').click(PATIENCE);
  await expect.poll(() => row(/done, 30 of 30 texts/u).count(), PATIENCE).toBe(2);
  expect(provider.received).toBe(received);
});

test('after a restart the runs are there, with what they did and paid', async () => {
  await vscode.restart();
  await showViews(vscode.page, PATIENCE);
  await row(/done, 30 of 30 texts/u)
    .first()
    .waitFor(PATIENCE);
  await row(/cancelled/u).click();
  await row(/Models.*fake\/fake-writer/u).waitFor(PATIENCE);
  await row(/cancelled/u).click();
});

test('the question, and a run under way, for the pictures', async () => {
  answerSlowly(4_000);
  await clickUntil(lens(vscode.page, 'Run the evaluation (40 texts)'), button('Run'));
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
  await set('workbench.colorTheme', theme);
  await vscode.page.locator(`.monaco-workbench.${editor}`).waitFor(PATIENCE);
  await row(/Evaluation.*of 40 texts/u).waitFor(PATIENCE);
  await vscode.screenshot(`runs-${name}`);
});

test('how many calls go out at a time can be changed while it runs', async () => {
  await row(/fake.*of 2 calls at a time/u).waitFor(PATIENCE);
  await vscode.runCommand('Skillmix: Change How Many Calls Run at a Time');
  await typeInto(vscode.page, '3');
  await row(/fake.*of 3 calls at a time/u).waitFor(PATIENCE);
  await expect
    .poll(() => provider.requests.filter(({ outcome }) => outcome === 'pending').length, PATIENCE)
    .toBe(3);
});

test('what is left goes out in batches, and is collected after the editor was closed', async () => {
  const { page } = vscode;
  let gradings = 0;
  provider.answer((request) => {
    if (request.schema === undefined) return fakeReply(request);
    gradings += 1;
    return gradings % 5 === 1 ? 'No grading at all.' : fakeReply(request);
  });
  await clickUntil(lens(page, 'Cancel'), row(/Evaluation.*cancelled/u));
  await vscode.runCommand('Skillmix: Submit as a Batch');
  await pick(page, 'The evaluation');
  await button('Submit').click(PATIENCE);
  await row(/Evaluation.*waiting for batches/u).waitFor(PATIENCE);
  const { received } = provider;
  await vscode.restart();
  await showViews(vscode.page, PATIENCE);
  const told = notification(vscode.page, /calls under way|All is done/u);
  for (let last = ''; !last.includes('All is done'); last = (await told.textContent()) ?? '') {
    await vscode.runCommand('Notifications: Clear All Notifications');
    await act(row(/waiting for batches/u), 'Collect');
    await told.waitFor(PATIENCE);
  }
  await row(/Evaluation.*done, 40 of 40 texts/u).waitFor(PATIENCE);
  expect(provider.received, 'no call was sent one by one').toBe(received);
  const { paid, distinctPaid } = provider.counts;
  expect(distinctPaid, 'both generations of a mix are asked in the same words').toBe(CALLS + 20 * 3);
  expect(paid, 'only calls that were under way at a cancel').toBeLessThanOrEqual(CALLS + 40 * 3 + 4);
});

test('what could not be read is asked anew where that is chosen', async () => {
  const { paid } = provider.counts;
  provider.answer(fakeReply);
  await chooseFromMenu(row(/Evaluation.*done, 40 of 40 texts, [1-9]/u), 'Ask the Unreadable Anew');
  await button('Run').click(PATIENCE);
  await row(/Evaluation.*done, 40 of 40 texts(?!.*unreadable)/u).waitFor(PATIENCE);
  expect(provider.counts.paid).toBeGreaterThan(paid);
  expect(provider.counts.paid).toBeLessThan(paid + 40);
});

test('the grading of all texts goes out in batches, and cancelling them submits and pays nothing more', async () => {
  const { page } = vscode;
  provider.batch({ delay: 3_600_000 });
  const { paid } = provider.counts;
  await set('skillmix.rounds', 2);
  await vscode.runCommand('Skillmix: Submit as a Batch');
  await pick(page, 'The grading of all texts');
  await button('Submit').click(PATIENCE);
  await row(/Grading.*waiting for batches/u).waitFor(PATIENCE);
  await act(row(/Grading.*waiting/u), 'Cancel Its Batches');
  await button('Cancel the Batches').click(PATIENCE);
  await row(/Grading.*cancelled/u).waitFor(PATIENCE);
  await vscode.runCommand('Notifications: Clear All Notifications');
  await vscode.runCommand('Skillmix: Collect Batches');
  await notification(page, 'No run waits for batches').waitFor(PATIENCE);
  expect(provider.counts.paid).toBe(paid);
});

test('a run elsewhere is shown while it lives, and as interrupted once it was killed', async () => {
  const models = ['--student', 'openai/fake-writer', '--grader', 'openai/fake-writer'];
  const env = { ...process.env, OPENAI_BASE_URL: `${provider.url}/v1`, OPENAI_API_KEY: 'sk-test' };
  const command = ['evaluate', 'study.skillset.yaml', ...models, '--concurrency', '1'];
  const elsewhere = spawn(process.execPath, [resolve('dist/cli.cjs'), ...command], {
    ...{ cwd: workspace.folder, env, stdio: 'ignore' },
  });
  await row(/Evaluation\s*\d+ %, .*of 40 texts/u).waitFor(PATIENCE);
  elsewhere.kill('SIGKILL');
  await row(/Evaluation.*interrupted/u).waitFor(PATIENCE);
});
