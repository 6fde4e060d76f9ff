import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { vsixPath } from '../../scripts/package.mjs';
import { STUDY } from '../support/studies.ts';
import {
  focusEditor,
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
  await expect
    .poll(() => shownText(page), PATIENCE)
    .toMatch(/- skills: \[(rhetorical question, simile|simile, rhetorical question)\]\n {4}topic: \w+\n?$/u);
});

test('a misspelt skill is corrected by its quick fix', async () => {
  const { page } = vscode;
  await replaceText(page, STUDY.replace('[simile]', '[smile]'));
  await squiggles(page).first().waitFor(PATIENCE);
  await goToLine(page, 21);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ControlOrMeta+.');
  const fix = page.locator('.action-widget .monaco-list-row', { hasText: 'Change to "simile"' });
  await fix.click(PATIENCE);
  await expect.poll(() => shownText(page), PATIENCE).toContain('[simile]');
  await squiggles(page)
    .first()
    .waitFor({ state: 'detached', ...PATIENCE });
});

test('the outline shows sections and entries, skills with their category', async () => {
  const { page } = vscode;
  await replaceText(page, STUDY);
  await focusEditor(page);
  await page.keyboard.press('ControlOrMeta+Shift+O');
  const rows = page.locator('.quick-input-widget:visible .monaco-list-row');
  await rows.filter({ hasText: 'rhetorical question + simile' }).first().waitFor(PATIENCE);
  const labels = await rows.evaluateAll((all) => all.map((row) => row.getAttribute('aria-label') ?? ''));
  expect(labels.join('\n')).toMatch(
    /skills[\s\S]*rhetorical question[\s\S]*simile[\s\S]*topics[\s\S]*Sewing/u,
  );
  await page.keyboard.press('Escape');
});

test('a skill is renamed in the file, in its library, and in another file that includes it', async () => {
  const { page } = vscode;
  const library = join(workspace.folder, 'library.skillset.yaml');
  const other = join(workspace.folder, 'other.skillset.yaml');
  const uses =
    'skillset: 1\ninclude: library.skillset.yaml\nmixes:\n  - { skills: [hyperbole], topic: Chess }\n';
  await writeFile(
    library,
    'skillset: 1\nskills:\n  - name: hyperbole\n    category: literary\n    definition: More than is meant.\n    example: A million times.\ntopics: [Chess]\n',
  );
  await writeFile(other, uses);
  await replaceText(
    page,
    'skillset: 1\ninclude: library.skillset.yaml\nmixes:\n  - topic: Chess\n    skills: ["hyperbole"]\n',
  );
  await goToLine(page, 5);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('F2');
  const input = page.locator('.rename-box input');
  await input.waitFor(PATIENCE);
  expect(await input.inputValue()).toBe('hyperbole');
  await input.fill('overstatement');
  await page.keyboard.press('Enter');
  await expect.poll(() => shownText(page), PATIENCE).toContain('skills: ["overstatement"]');
  await expect.poll(() => readFile(library, 'utf8'), PATIENCE).toContain('- name: overstatement\n');
  await expect.poll(() => readFile(other, 'utf8'), PATIENCE).toBe(uses.replace('hyperbole', 'overstatement'));
});
