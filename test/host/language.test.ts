import { afterAll, beforeAll, expect, test } from 'vitest';
import { vsixPath } from '../../scripts/package.mjs';
import { STUDY } from '../support/studies.ts';
import {
  goToLine,
  hover,
  lens,
  pick,
  replaceText,
  shownText,
  squiggles,
  suggestions,
  typeInto,
} from '../support/vscode/editor.ts';
import { openVsCode, type VsCode } from '../support/vscode/openVsCode.ts';
import { type TestWorkspace, testWorkspace } from '../support/vscode/workspace.ts';

const PATIENCE = { timeout: 60_000 };

let workspace: TestWorkspace;
let vscode: VsCode;

beforeAll(async () => {
  workspace = await testWorkspace(STUDY);
  vscode = await openVsCode({ workspace: workspace.folder, vsix: vsixPath() });
  await vscode.openFile('study.skillset.yaml');
});

afterAll(async () => {
  await vscode?.close();
  await workspace?.remove();
});

test('a skillset file has its language, and no problems when it is sound', async () => {
  const { page } = vscode;
  await page.locator('.statusbar').getByText('Skillset', { exact: true }).waitFor(PATIENCE);
  await lens(page, 'Generate and grade').first().waitFor(PATIENCE);
  expect(await squiggles(page).count()).toBe(0);
});

test('a misspelt skill is told as it is typed, with the name that was meant', async () => {
  const { page } = vscode;
  await replaceText(page, STUDY.replace('[simile]', '[smile]'));
  await squiggles(page).first().waitFor(PATIENCE);
  await vscode.runCommand('Problems: Focus on Problems View');
  await page.locator('.markers-panel').getByText('unknown-skill').first().waitFor(PATIENCE);
  expect(await page.locator('.markers-panel').textContent()).toContain('simile');
  await replaceText(page, STUDY);
  await squiggles(page)
    .first()
    .waitFor({ state: 'detached', ...PATIENCE });
});

test('skill names complete inside a mix, those already there left out', async () => {
  const { page } = vscode;
  await replaceText(page, STUDY.replace('[simile]', '[simile, ]'));
  await goToLine(page, 21);
  await page.keyboard.press('ArrowLeft');
  const offered = await suggestions(page);
  expect(offered[0]).toBe('rhetorical question');
  expect(offered).not.toContain('simile');
  await page.keyboard.press('Enter');
  await expect.poll(() => shownText(page), PATIENCE).toContain('[simile, rhetorical question]');
});

test('names are offered as they are typed', async () => {
  const { page } = vscode;
  await replaceText(page, STUDY.replace('[simile]', '[simile, ]'));
  await goToLine(page, 21);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.type('rhet');
  await page
    .locator('.suggest-widget.visible .monaco-list-row', { hasText: 'rhetorical question' })
    .waitFor(PATIENCE);
  await page.keyboard.press('Escape');
});

test('a name tells its definition when the pointer rests on it', async () => {
  const { page } = vscode;
  await replaceText(page, STUDY);
  await goToLine(page, 21);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  expect(await hover(page)).toContain('Two unlike things are compared');
});

test('a random mix of a chosen size is added to the file', async () => {
  const { page } = vscode;
  await replaceText(page, STUDY);
  await lens(page, 'Add a random mix').click(PATIENCE);
  await pick(page, '2');
  await typeInto(page, '7');
  await expect.poll(async () => (await shownText(page)).match(/- skills:/gu)?.length, PATIENCE).toBe(3);
  expect(await shownText(page)).toMatch(
    /- skills: \[(rhetorical question, simile|simile, rhetorical question)\]\n {4}topic: \w+\n?$/u,
  );
});
