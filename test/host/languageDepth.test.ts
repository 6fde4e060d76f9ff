import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { vsixPath } from '../../scripts/package.mjs';
import { type ProviderServer, startProviderServer } from '../support/providerServer/providerServer.ts';
import { STUDY } from '../support/studies.ts';
import { chooseAction } from '../support/vscode/chooseAction.ts';
import {
  focusEditor,
  goToLine,
  goToWords,
  hover,
  lens,
  mark,
  pick,
  replaceText,
  saveFile,
  shownText,
  squiggles,
  suggestions,
  typeInto,
} from '../support/vscode/editor.ts';
import { answerFileDialog } from '../support/vscode/fileDialog.ts';
import { openVsCode, type VsCode } from '../support/vscode/openVsCode.ts';
import { type TestWorkspace, testWorkspace } from '../support/vscode/workspace.ts';

/** What the language knows beyond the text of the file, and what it does to the file. */
const PATIENCE = { timeout: 60_000 };
const PLANNED = `${STUDY}study:
  data: { student: openai/gpt-4o, repeats: true, parts: [{ k: 2, attempts: 30000 }] }
  evaluate: { splits: all, k: 2, mixes: 2 }
  grade: { graders: [openai/gpt-4o] }
  train: { base: some/model, target: lab }
  budget: 50 USD
`;

let provider: ProviderServer;
let workspace: TestWorkspace;
let vscode: VsCode;
let shown = STUDY;

beforeAll(async () => {
  provider = await startProviderServer({ models: ['fake-writer', 'fake-second'] });
  workspace = await testWorkspace(STUDY, {
    'skillmix.endpoints': { fake: { kind: 'openai', baseUrl: `${provider.url}/v1` } },
    'skillmix.student': 'fake/fake-writer',
    'skillmix.graders': ['rule'],
    'skillmix.rounds': 1,
    'skillmix.targets': { cluster: {} },
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

async function write(text: string): Promise<void> {
  await replaceText(vscode.page, text);
  shown = text;
}

/** Puts the cursor into some words of the text that was written last. */
function place(words: string): Promise<void> {
  return goToWords(vscode.page, shown, words);
}

/** What is told at the cursor comes bit by bit. */
async function expectHover(words: RegExp): Promise<void> {
  await hover(vscode.page);
  await vscode.page.locator('.monaco-hover:visible', { hasText: words }).first().waitFor(PATIENCE);
  await vscode.page.keyboard.press('Escape');
}

/** Chooses what is offered at the cursor for the problem there, or for the place. */
function act(key: 'ControlOrMeta+.' | 'Control+Shift+R', words: string, brought: RegExp): Promise<void> {
  const { page } = vscode;
  return chooseAction(
    page,
    () => page.keyboard.press(key),
    words,
    async () => brought.test(await shownText(page)),
  );
}

const problems = (): Locator => vscode.page.locator('.markers-panel');

test('a skill tells where it is used, and its rate once a text was graded', async () => {
  const { page } = vscode;
  await lens(page, 'Generate and grade').first().click(PATIENCE);
  await mark(page, /\d\/\d/u).waitFor(PATIENCE);
  await write(STUDY);
  await saveFile(page);
  await vscode.runCommand('View: Close Editors in Other Groups');
  await place('simile');
  await expectHover(/Used in 2 mixes.*Rate so far: \d+ % of 1 verdict \(95 % interval \d+–\d+ %\)/su);
});

test('a study tells what it takes, how many mixes there are, and that its budget is too small', async () => {
  await write(PLANNED);
  await vscode.runCommand('Problems: Focus on Problems View');
  await problems().getByText('budget-too-small').first().waitFor(PATIENCE);
  expect(await problems().textContent()).toMatch(
    /The study takes about \$[\d,]+: the budget covers about \d+ % of it/u,
  );
  await place('data: {');
  await expectHover(/30,000 texts by openai\/gpt-4o.*Cost: \$[\d,]+/su);
  await place('2, mixes');
  await expectHover(/2 different mixes of 2 skills/u);
});

test('endpoints and targets that the settings lack are told, and their own names are offered', async () => {
  const { page } = vscode;
  await write(PLANNED.replace('[openai/', '[nowhere/'));
  await vscode.runCommand('Problems: Focus on Problems View');
  await problems().getByText('The settings know no endpoint "nowhere"').waitFor(PATIENCE);
  await problems().getByText('The settings know no target "lab"').waitFor(PATIENCE);
  await write(`${STUDY}study:\n  grade: { graders: [] }\n  train: { target: c }\n`);
  await place('[]');
  expect(await suggestions(page)).toEqual(expect.arrayContaining(['fake/', 'rule']));
  await page.keyboard.press('Escape');
  await place('c }');
  expect((await suggestions(page))[0]).toBe('cluster');
  await page.keyboard.press('Escape');
});

test('the models that an endpoint listed once are offered', async () => {
  const { page } = vscode;
  await vscode.runCommand('Skillmix: Choose Student and Graders');
  await pick(page, 'fake');
  await page
    .locator('.quick-input-widget:visible .monaco-list-row', { hasText: 'fake-second' })
    .waitFor(PATIENCE);
  await page.keyboard.press('Escape');
  await write(`${STUDY}study:\n  grade: { graders: [f] }\n`);
  await place('f] }');
  expect(await suggestions(page)).toEqual(expect.arrayContaining(['fake/fake-second', 'fake/']));
  await page.keyboard.press('Escape');
});

test('the code of a problem opens the page that explains it', async () => {
  const { page } = vscode;
  await write(STUDY.replace('[simile]', '[smile]'));
  await squiggles(page).first().waitFor(PATIENCE);
  await vscode.runCommand('Problems: Focus on Problems View');
  await problems().locator('a', { hasText: 'unknown-skill' }).first().click(PATIENCE);
  await vscode.webview().getByRole('heading', { name: 'unknown-skill' }).waitFor(PATIENCE);
  await vscode.runCommand('View: Hide Panel');
  await vscode.openFile('study.skillset.yaml');
});

test('a dash below an entry goes to where entries begin', async () => {
  const { page } = vscode;
  await write(STUDY);
  await goToLine(page, 22);
  await page.keyboard.press('Enter');
  await page.keyboard.type('      - ');
  await expect.poll(() => shownText(page), PATIENCE).toMatch(/topic: Beekeeping\n {2}- *(?:\n|$)/u);
});

test('keys that are missing are added, and the file is sorted by category', async () => {
  const { page } = vscode;
  await write(STUDY.replace('    topic: Beekeeping\n', ''));
  await squiggles(page).first().waitFor(PATIENCE);
  await place('skills: [simile');
  await act('ControlOrMeta+.', 'Add "topic"', /skills: \[simile\]\n {4}topic:/u);
  await write(STUDY);
  await chooseAction(
    page,
    () => vscode.runCommand('Source Action...'),
    'Sort the skills by category',
    async () => /name: simile[\s\S]*name: rhetorical question/u.test(await shownText(page)),
  );
});

test('the topics are split, and a category is moved to a library of its own', async () => {
  const { page } = vscode;
  await write(STUDY);
  await saveFile(page);
  await place('Sewing,');
  await act('Control+Shift+R', 'Split the topics at random', /splits:\n {2}training:[\s\S]*held-out:/u);
  await place('simile');
  await act(
    'Control+Shift+R',
    'Move the skills of the category "literary"',
    /include: \[library\/literary\.skillset\.yaml\][\s\S]*skills:\n {2}- name: rhetorical question/u,
  );
  const moved = await readFile(join(workspace.folder, 'library/literary.skillset.yaml'), 'utf8');
  expect(moved).toMatch(/^skillset: 1\nskills:\n {2}- name: simile\n/u);
  await expect.poll(() => squiggles(page).count(), PATIENCE).toBe(0);
});

test('lists of skills and topics are imported into a new file', async () => {
  const { page } = vscode;
  await writeFile(
    join(workspace.folder, 'skills.csv'),
    'category,skill,definition,example,comments,status\nrhetorical,"yes, and (improv)",One builds on what was said.,"Yes, and then it rained.",,\nliterary,bathos,A fall to the trivial.,God and my umbrella.,,remove\n',
  );
  await writeFile(join(workspace.folder, 'topics.txt'), 'Sewing\nDueling\n');
  await focusEditor(page);
  await vscode.runCommand('Notifications: Clear All Notifications');
  await vscode.runCommand('Skillmix: Import Skills and Topics');
  await answerFileDialog(page, 'Lists of skills', join(workspace.folder, 'skills.csv'));
  await page.getByText('Name of the new skillset file').waitFor(PATIENCE);
  await typeInto(page, 'imported');
  await page.locator('.tab.active[data-resource-name="imported.skillset.yaml"]').waitFor(PATIENCE);
  await expect.poll(() => shownText(page), PATIENCE).toContain('yes, and (improv)');
  // In the corner it is gone after some seconds.
  await vscode.runCommand('Notifications: Show Notifications');
  await page.locator('.notifications-center', { hasText: /left out/u }).waitFor(PATIENCE);
});
