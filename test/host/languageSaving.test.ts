import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { vsixPath } from '../../scripts/package.mjs';
import { STUDY } from '../support/studies.ts';
import { chooseAction } from '../support/vscode/chooseAction.ts';
import {
  goToLine,
  goToWords,
  lens,
  replaceText,
  saveFile,
  shownText,
  suggestions,
} from '../support/vscode/editor.ts';
import { openVsCode, type VsCode } from '../support/vscode/openVsCode.ts';
import { type TestWorkspace, testWorkspace } from '../support/vscode/workspace.ts';

/** What the language does to a file as it is saved, and what it writes as a whole. */
const PATIENCE = { timeout: 60_000 };

let workspace: TestWorkspace;
let vscode: VsCode;

beforeAll(async () => {
  workspace = await testWorkspace(STUDY, {
    'editor.codeActionsOnSave': {
      'source.fixAll.skillset': 'explicit',
      'source.sortSkills.skillset': 'explicit',
    },
    '[skillset]': { 'editor.formatOnSave': true },
    'editor.minimap.enabled': false,
  });
  vscode = await openVsCode({ workspace: workspace.folder, vsix: vsixPath() });
  await vscode.openFile('study.skillset.yaml');
  // What is saved before the extension is there stays as it is.
  await lens(vscode.page, 'Add a random mix').waitFor(PATIENCE);
});

afterAll(async () => {
  await vscode?.close();
  await workspace?.remove();
});

/** What lies on disk once the editor has saved what it made of a text. */
async function saved(text: string): Promise<string> {
  await replaceText(vscode.page, text);
  await saveFile(vscode.page);
  return readFile(workspace.file, 'utf8');
}

test('as it is saved, a file has mended what has one right answer, and nothing else', async () => {
  const text = STUDY.replace('skills: [simile]', 'skills: [simlie, simile]').replace(
    'skills: [rhetorical question, simile]',
    'skills: [rhetorical qestion, nobody knows]',
  );
  const after = await saved(text);
  expect(after).toContain('skills: [rhetorical question, nobody knows]');
  // Two letters in the wrong order are two slips: the author is asked.
  expect(after).toContain('skills: [simlie, simile]');
});

test('as it is saved, a file has its skills sorted by category, and each keeps its comments', async () => {
  const text = STUDY.replace('  - name: simile', '  # about the simile\n  - name: simile');
  expect(await saved(text)).toMatch(
    /skills:\n {2}# about the simile\n {2}- name: simile[\s\S]*- name: rhetorical question[\s\S]*topics:/u,
  );
});

test('as it is saved, a file is laid out, with one blank line where there were several', async () => {
  const text = STUDY.replace('\ntopics:', '\n\n\n\ntopics:').replace('title: ', 'title:   ');
  const after = await saved(text);
  expect(after).toContain('title: A first study\n');
  expect(after).toMatch(/\S\n\ntopics: /u);
});

test('a whole skill is written where one can begin, and its keys are not offered twice', async () => {
  const { page } = vscode;
  await replaceText(page, 'skillset: 1\nskills:\n  - \n');
  await goToLine(page, 3);
  const offered = await suggestions(page);
  expect(offered).toEqual([...new Set(offered)]);
  expect(offered).toEqual(expect.arrayContaining(['name', 'skill', 'skill with a check']));
  await page.keyboard.type('skill');
  await page
    .locator('.suggest-widget.visible .monaco-list-row.focused', { hasText: 'skill' })
    .waitFor(PATIENCE);
  await page.keyboard.press('Enter');
  await expect
    .poll(() => shownText(page), PATIENCE)
    .toMatch(
      / {2}- name: name\n {4}category: category\n {4}definition: What it is, in other words\.\n {4}example: /u,
    );
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
});

test('behind a key its values are offered at once, and no snippet where a value stands', async () => {
  const { page } = vscode;
  const text = STUDY.replace('    topic: Beekeeping\n', '    \n');
  await replaceText(page, text);
  await goToLine(page, 21);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  expect(await suggestions(page)).toEqual(['topic', 'text']);
  await page.keyboard.press('Enter');
  const rows = page.locator('.suggest-widget.visible .monaco-list-row .label-name');
  await rows.filter({ hasText: 'Beekeeping' }).waitFor(PATIENCE);
  expect(await rows.allInnerTexts()).toEqual(['Sewing', 'Beekeeping']);
  await page.keyboard.press('Escape');
});

test('a category is moved to a new library or to one that is included, as the author chooses', async () => {
  const { page } = vscode;
  const library = join(workspace.folder, 'devices.skillset.yaml');
  await writeFile(library, 'skillset: 1\ntopics: [Chess]\n');
  const text = STUDY.replace('skills:\n', 'include: devices.skillset.yaml\n\nskills:\n');
  await goToWords(page, await saved(text), 'simile');
  await page.keyboard.press('Control+Shift+R');
  const rows = page.locator('.action-widget .monaco-list-row', { hasText: 'Move the skills' });
  await rows.nth(1).waitFor(PATIENCE);
  expect(await rows.allInnerTexts()).toEqual([
    'Move the skills of the category "literary" to library/literary.skillset.yaml',
    'Move the skills of the category "literary" to devices.skillset.yaml',
  ]);
  await page.keyboard.press('Escape');
  await chooseAction(
    page,
    () => page.keyboard.press('Control+Shift+R'),
    'to devices.skillset.yaml',
    async () => !(await shownText(page)).includes('- name: simile'),
  );
  await vscode.runCommand('File: Save All Files');
  await expect
    .poll(() => readFile(library, 'utf8'), PATIENCE)
    .toMatch(/^skillset: 1\ntopics: \[Chess\]\n\nskills:\n {2}- name: simile\n/u);
});

test('a skill is not renamed to a name that another has, and the editor says so', async () => {
  const { page } = vscode;
  await replaceText(page, STUDY);
  await goToWords(page, STUDY, 'simile]');
  await page.keyboard.press('F2');
  const input = page.locator('.rename-box input');
  await input.waitFor(PATIENCE);
  await input.fill('Rhetorical Question');
  await page.keyboard.press('Enter');
  await page.getByText('"Rhetorical Question" is the name of a skill already').first().waitFor(PATIENCE);
  await expect.poll(() => shownText(page), PATIENCE).toContain('[rhetorical question, simile]');
});
