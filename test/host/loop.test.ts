import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { vsixPath } from '../../scripts/package.mjs';
import { type ProviderServer, startProviderServer } from '../support/providerServer/providerServer.ts';
import { STUDY } from '../support/studies.ts';
import {
  focusEditor,
  lens,
  mark,
  notification,
  replaceText,
  saveFile,
  shownText,
} from '../support/vscode/editor.ts';
import { openVsCode, type VsCode } from '../support/vscode/openVsCode.ts';
import { type TestWorkspace, testWorkspace } from '../support/vscode/workspace.ts';

const PATIENCE = { timeout: 60_000 };

let provider: ProviderServer;
let workspace: TestWorkspace;
let vscode: VsCode;

beforeAll(async () => {
  provider = await startProviderServer({ pieceInterval: 10 });
  workspace = await testWorkspace(STUDY, {
    'skillmix.endpoints': { fake: { kind: 'openai', baseUrl: `${provider.url}/v1` } },
    'skillmix.student': 'fake/fake-writer',
    'skillmix.graders': ['fake/fake-writer', 'rule'],
    'skillmix.rounds': 2,
  });
  vscode = await openVsCode({ workspace: workspace.folder, vsix: vsixPath() });
  await vscode.openFile('study.skillset.yaml');
});

afterAll(async () => {
  await vscode?.close();
  await workspace?.remove();
  await provider?.close();
});

const text = /text: [>|][\s\S]*Scripted text, revised/u;
const heading = (): Locator => vscode.webview().getByText('Why each point was given').first();

test('one click above a mix writes a text, grades it and shows why', async () => {
  await lens(vscode.page, 'Generate and grade').first().click(PATIENCE);
  await expect.poll(() => shownText(vscode.page), PATIENCE).toMatch(text);
  await heading().waitFor(PATIENCE);
  const rounds = vscode.webview().getByRole('columnheader', { name: /Round/u });
  await expect.poll(() => rounds.count(), PATIENCE).toBe(3);
  await mark(vscode.page, /\d\/5/u).waitFor(PATIENCE);
  expect(provider.received, 'two turns and two rounds').toBe(4);
});

test('the text is one step to undo', async () => {
  const { page } = vscode;
  await focusEditor(page);
  await page.keyboard.press('ControlOrMeta+Z');
  await expect.poll(async () => (await shownText(page)).trimEnd(), PATIENCE).toBe(STUDY.trimEnd());
  await page.keyboard.press('ControlOrMeta+Shift+Z');
  await expect.poll(() => shownText(page), PATIENCE).toMatch(text);
});

test('going to the mix leads from the panel back to the file', async () => {
  const { page } = vscode;
  await focusEditor(page);
  await vscode.webview().getByRole('button', { name: 'Go to the mix' }).click();
  await page.locator('.statusbar').getByText('Ln 19').waitFor(PATIENCE);
});

test('after a restart the results are there again, and nothing is asked anew', async () => {
  await saveFile(vscode.page);
  await expect.poll(() => readFile(workspace.file, 'utf8'), PATIENCE).toMatch(text);
  const before = provider.received;
  await vscode.restart();
  await mark(vscode.page, /\d\/5/u).waitFor(PATIENCE);
  await lens(vscode.page, 'Show rationale').first().click(PATIENCE);
  await heading().waitFor(PATIENCE);
  expect(provider.received).toBe(before);
});

test('a mix whose text was deleted gets it back from the store, unpaid', async () => {
  const { page } = vscode;
  const before = provider.received;
  await replaceText(page, STUDY);
  await lens(page, 'Generate and grade').first().click(PATIENCE);
  await expect.poll(() => shownText(page), PATIENCE).toMatch(text);
  await mark(page, /\d\/5/u).waitFor(PATIENCE);
  expect(provider.received).toBe(before);
});

test('words that nobody has graded lead to their grading, and the panel shows it', async () => {
  const { page } = vscode;
  await replaceText(page, `${STUDY}    text: It hummed like a kettle.\n`);
  await lens(page, 'Show rationale').last().click(PATIENCE);
  const told = notification(page, 'have not been graded yet');
  await told.waitFor(PATIENCE);
  await told.getByRole('button', { name: 'Grade' }).click();
  await vscode
    .webview()
    .getByText(/on Beekeeping · k = 1 .* author/u)
    .waitFor(PATIENCE);
  await mark(page, /\d\/4/u).waitFor(PATIENCE);
});

test.each([
  ['dark', 'Dark Modern', 'vs-dark', 'vscode-dark'],
  ['light', 'Light Modern', 'vs', 'vscode-light'],
  ['high-contrast', 'Default High Contrast', 'hc-black', 'vscode-high-contrast'],
])(
  'the editor and the panel take the %s theme, and leave a picture of it',
  async (name, theme, editor, page) => {
    const path = join(workspace.folder, '.vscode/settings.json');
    const settings = JSON.parse(await readFile(path, 'utf8'));
    await writeFile(path, JSON.stringify({ ...settings, 'workbench.colorTheme': theme }));
    await vscode.page.locator(`.monaco-workbench.${editor}`).waitFor(PATIENCE);
    await vscode.webview().locator(`body.${page}`).waitFor(PATIENCE);
    await heading().waitFor(PATIENCE);
    await vscode.screenshot(`loop-${name}`);
  },
);
