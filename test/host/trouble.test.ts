import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { vsixPath } from '../../scripts/package.mjs';
import { fakeReply } from '../support/providerServer/fakeReply.ts';
import type { Answer, ProviderRequest } from '../support/providerServer/providerRequest.ts';
import { type ProviderServer, startProviderServer } from '../support/providerServer/providerServer.ts';
import { STUDY } from '../support/studies.ts';
import { lens, notification, replaceText, shownText } from '../support/vscode/editor.ts';
import { openVsCode, type VsCode } from '../support/vscode/openVsCode.ts';
import { type TestWorkspace, testWorkspace } from '../support/vscode/workspace.ts';

const PATIENCE = { timeout: 60_000 };

let provider: ProviderServer;
let workspace: TestWorkspace;
let vscode: VsCode;
let number = 0;

beforeAll(async () => {
  provider = await startProviderServer({ pieceInterval: 20 });
  workspace = await testWorkspace(STUDY, {
    'skillmix.endpoints': { fake: { kind: 'anthropic', baseUrl: provider.url } },
    'skillmix.student': 'fake/fake-writer',
    'skillmix.graders': ['fake/fake-writer'],
    'skillmix.rounds': 1,
  });
  vscode = await openVsCode({ workspace: workspace.folder, vsix: vsixPath() });
  await vscode.openFile('study.skillset.yaml');
});

const studyNow = (): string => STUDY.replaceAll('Sewing', `Sewing ${number}`);

/** A topic of its own for each test, so that no reply is in the store yet. */
beforeEach(async () => {
  number += 1;
  await replaceText(vscode.page, studyNow());
});

afterEach(async () => {
  provider.answer(fakeReply);
  await vscode.runCommand('Notifications: Clear All Notifications');
});

afterAll(async () => {
  await vscode?.close();
  await workspace?.remove();
  await provider?.close();
});

/** Answers the first requests so, and then as the fake writer does. */
function first(...answers: Answer[]): void {
  const waiting = [...answers];
  provider.answer((request: ProviderRequest) => waiting.shift() ?? fakeReply(request));
}

test.each([
  ['429 with retry-after', { kind: 'rate-limit', retryAfter: '1' }],
  ['500', { kind: 'error', status: 500 }],
  ['a stream that is cut', { kind: 'cut' }],
  ['malformed JSON', { kind: 'malformed' }],
] as const)('a passing trouble (%s) is tried again and the text comes whole', async (_name, trouble) => {
  first(trouble);
  await lens(vscode.page, /^.?Generate$/u)
    .first()
    .click(PATIENCE);
  await expect
    .poll(() => shownText(vscode.page), PATIENCE)
    .toMatch(/text: [>|]\S*\s+Scripted text, revised.*kettle\./u);
});

test('a reply without a usable answer is told, and not inserted', async () => {
  first('I would rather not.', 'Let us talk about something else.');
  await lens(vscode.page, /^.?Generate$/u)
    .first()
    .click(PATIENCE);
  await notification(vscode.page, 'without a usable text').waitFor(PATIENCE);
  expect(await shownText(vscode.page)).not.toContain('text:');
});

test('a grading that cannot be read is told, and is not a zero', async () => {
  await lens(vscode.page, /^.?Generate$/u)
    .first()
    .click(PATIENCE);
  await expect.poll(() => shownText(vscode.page), PATIENCE).toContain('text:');
  first('I give it five out of five!');
  await lens(vscode.page, /^.?Grade$/u)
    .first()
    .click(PATIENCE);
  await notification(vscode.page, 'They are not zeros').waitFor(PATIENCE);
});

test('cancelling half-way leaves the file as it was', async () => {
  first({ kind: 'hang', after: 'half' });
  await lens(vscode.page, /^.?Generate$/u)
    .first()
    .click(PATIENCE);
  await expect.poll(() => provider.requests.at(-1)?.stream, PATIENCE).toBe(true);
  await lens(vscode.page, 'Cancel').first().click(PATIENCE);
  expect(await provider.requests.at(-1)?.ended).toBe('gone');
  await lens(vscode.page, 'Cancel')
    .first()
    .waitFor({ state: 'detached', ...PATIENCE });
  await expect.poll(async () => (await shownText(vscode.page)).trim(), PATIENCE).toBe(studyNow().trim());
});

test('typing elsewhere while the text is written disturbs neither', async () => {
  first({ kind: 'slow', latency: 3000, text: 'Answer: Who sews like this?\nExplanation: because.' });
  await lens(vscode.page, /^.?Generate$/u)
    .first()
    .click(PATIENCE);
  await lens(vscode.page, 'Cancel').first().waitFor(PATIENCE);
  await vscode.page.locator('.monaco-editor .view-line', { hasText: 'title:' }).first().click();
  await vscode.page.keyboard.press('Home');
  await vscode.page.keyboard.insertText('# typed meanwhile\n');
  await expect
    .poll(() => shownText(vscode.page), PATIENCE)
    .toMatch(/# typed meanwhile\ntitle: A first study[\s\S]*text: [>|]/u);
  await vscode.page.keyboard.press('ControlOrMeta+Z');
  await expect.poll(() => shownText(vscode.page), PATIENCE).not.toContain('text:');
  await expect.poll(() => shownText(vscode.page), PATIENCE).toContain('# typed meanwhile');
});
