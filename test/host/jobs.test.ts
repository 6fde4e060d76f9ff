import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { vsixPath } from '../../scripts/package.mjs';
import { createWorkplace, type Workplace } from '../support/commandLine.ts';
import { makeFakeEngines } from '../support/fakeEngines.ts';
import { type ProviderProcess, startProviderProcess } from '../support/providerProcess.ts';
import { makeSlowTraining, SLOW_STEPS } from '../support/slowTraining.ts';
import { lens, notification, pick } from '../support/vscode/editor.ts';
import { answerNamed, modalDialog } from '../support/vscode/modalDialog.ts';
import { openVsCode, type VsCode } from '../support/vscode/openVsCode.ts';
import { entries, showViews } from '../support/vscode/sideBar.ts';

const PATIENCE = { timeout: 60_000 };
const FILE = 'study.skillset.yaml';
const STUDY = `skillset: 1
title: A training
skills:
  - { name: question, category: c, definition: Something is asked., example: Who sews?, check: '\\w' }
topics: [Sewing, Chess, Tea, Snow]
study:
  data: { student: openai/fake-writer, keep: all, parts: [{ k: 1, skills: all, topics: all, attempts: 4 }] }
  train: { base: /models/tiny, target: box, steps: ${SLOW_STEPS}, batch: 1, perDevice: 1, chatTemplate: chatml }
  grade: { graders: [rule], rounds: 1 }
`;

/** Its engines are quick; the rule grader needs nobody. */
const WHOLE_FILE = 'whole.skillset.yaml';
const WHOLE = `skillset: 1
title: A whole study
skills:
  - { name: question, category: c, definition: d, example: e, check: '\\w' }
  - { name: rare, category: r, definition: d, example: e, check: '\\bbut\\b' }
topics: [Chess]
splits:
  training: { categories: [c] }
  held-out: { skills: [rare] }
study:
  data: { student: openai/fake-writer, keep: all, parts: [{ k: 1, split: training, attempts: 1 }] }
  train: { base: /models/base, target: quick, steps: 2, batch: 1, perDevice: 1, chatTemplate: chatml }
  evaluate: { splits: [held-out], k: 1, mixes: 1, generations: 2, unseen: false }
  grade: { graders: [rule], rounds: 1 }
`;

let provider: ProviderProcess;
let workplace: Workplace;
let vscode: VsCode;
/** What the quick engines were asked, line by line. */
let asked: string;
let settings: { readonly [name: string]: unknown };

beforeAll(async () => {
  provider = await startProviderProcess();
  workplace = await createWorkplace(provider.url);
  const environment = join(workplace.folder, 'env');
  await makeSlowTraining(environment);
  const quick = join(workplace.folder, 'quick-env');
  asked = join(workplace.folder, 'asked.txt');
  await makeFakeEngines(quick, asked);
  const targets = {
    box: { kind: 'local', folder: join(workplace.folder, 'box'), environment },
    quick: { kind: 'local', folder: join(workplace.folder, 'quick'), environment: quick },
  };
  settings = { 'skillmix.targets': targets, 'editor.minimap.enabled': false };
  await workplace.write('targets.yaml', JSON.stringify(targets));
  await workplace.write(FILE, STUDY);
  await workplace.write(WHOLE_FILE, WHOLE);
  await mkdir(join(workplace.folder, '.vscode'));
  await setTheme('Dark Modern');
  for (const file of [FILE, WHOLE_FILE])
    expect(await workplace.run('generate', file)).toMatchObject({ code: 0 });
  vscode = await openVsCode({ workspace: workplace.folder, vsix: vsixPath() });
  await vscode.openFile(FILE);
});

afterAll(async () => {
  // What runs on a target outlives the editor.
  for (const id of await jobIds()) await workplace.run('jobs', 'cancel', id, '--targets', 'targets.yaml');
  await vscode?.close();
  await workplace?.dispose();
  await provider?.stop();
});

/** As the command line lists them. */
async function jobIds(): Promise<string[]> {
  const { out } = await workplace.run('jobs', 'list', '--offline', '--targets', 'targets.yaml');
  return [...out.matchAll(/train-[\w-]+/gu)].map(([id]) => id);
}

async function setTheme(theme: string): Promise<void> {
  const told = { ...settings, 'workbench.colorTheme': theme };
  await writeFile(join(workplace.folder, '.vscode/settings.json'), JSON.stringify(told));
}

const dialog = (): Locator => modalDialog(vscode.page);
const button = (name: string): Locator => answerNamed(vscode.page, name);
const row = (words: string | RegExp): Locator => entries(vscode.page, words);
const documentWith = (words: RegExp): Locator =>
  vscode.page.locator('.editor-group-container .view-lines', { hasText: words }).first();
const running = (): Locator => row(/Training on box.*running/u);

/** The step that the view tells of. */
async function shownStep(): Promise<number> {
  const text = (await running().textContent()) ?? '';
  return Number(/(?<step>\d+) of [\d,]+ steps/u.exec(text)?.groups?.step ?? 0);
}

/** While VS Code draws a view anew, an action reaches its command without the entry, and the command asks which is meant. */
async function act(job: Locator, action: string): Promise<void> {
  const question = vscode.page.locator('.quick-input-title', { hasText: 'Which job?' });
  for (let isAsked = true; isAsked; ) {
    await job.hover();
    await job.getByRole('button', { name: action }).click(PATIENCE);
    await vscode.page.waitForTimeout(1_000);
    isAsked = await question.isVisible();
    if (isAsked) await vscode.page.keyboard.press('Escape');
  }
}

test('a target tells what it has, and what is missing', async () => {
  await vscode.runCommand('Skillmix: Set Up a Target');
  await pick(vscode.page, 'box');
  await documentWith(/engine\s+trl\s1\.0\.0/u).waitFor(PATIENCE);
  await notification(vscode.page, 'box is reached').waitFor(PATIENCE);
  await vscode.screenshot('jobs-target');
  await vscode.runCommand('Notifications: Clear All Notifications');
  await vscode.runCommand('View: Close All Editors in Group');
});

test('everything is shown before anything is started, and declining starts nothing', async () => {
  await vscode.openFile(FILE);
  await lens(vscode.page, 'Train the model').click(PATIENCE);
  await dialog().getByText('4 rows').first().waitFor(PATIENCE);
  await dialog().getByText('Exactly this runs on box').first().waitFor(PATIENCE);
  await vscode.screenshot('jobs-question');
  await button('Read It All First').click();
  await documentWith(/Exactly.this.runs/u).waitFor(PATIENCE);
  const question = notification(vscode.page, 'on box?');
  await vscode.screenshot('jobs-training');
  await question.getByRole('button', { name: 'Cancel' }).click(PATIENCE);
  expect(await jobIds()).toEqual([]);
});

test('a training shows how far it is, and its loss', async () => {
  await vscode.openFile(FILE);
  await lens(vscode.page, 'Train the model').click(PATIENCE);
  await button('Start').click(PATIENCE);
  await running().waitFor(PATIENCE);
  await expect.poll(shownStep, PATIENCE).toBeGreaterThan(3);
  expect(await running().textContent()).toMatch(/of 2,000 steps · loss 1\.\d+/u);
});

test('its log goes on, and repeats nothing', async () => {
  await act(running(), 'Show the Log of a Job');
  const steps = async (): Promise<number[]> => {
    const text = (await vscode.page.locator('.part.panel .view-lines').textContent()) ?? '';
    return [...text.matchAll(/(\d+)\/2000/gu)].map(([, step]) => Number(step));
  };
  await expect.poll(async () => Math.max(0, ...(await steps())), PATIENCE).toBeGreaterThan(30);
  const shown = await steps();
  expect(shown.length).toBeGreaterThan(3);
  expect(new Set(shown).size).toBe(shown.length);
});

test('its curves are drawn, and go on', async () => {
  await act(running(), 'Show the Curves of a Training');
  const page = vscode.webview();
  await page.getByRole('heading', { name: 'Training on box' }).waitFor(PATIENCE);
  await page.locator('svg').nth(2).waitFor(PATIENCE);
});

test.each([
  ['dark', 'Dark Modern', 'vs-dark'],
  ['light', 'Light Modern', 'vs'],
  ['high-contrast', 'Default High Contrast', 'hc-black'],
])('a job under way takes the %s theme, and leaves a picture of it', async (name, theme, editor) => {
  await setTheme(theme);
  await vscode.page.locator(`.monaco-workbench.${editor}`).waitFor(PATIENCE);
  await running().waitFor(PATIENCE);
  await vscode.screenshot(`jobs-${name}`);
});

test('after the editor was closed and opened again, the state is the true one', async () => {
  const before = await shownStep();
  await vscode.restart();
  await showViews(vscode.page, PATIENCE);
  await running().waitFor(PATIENCE);
  await expect.poll(shownStep, PATIENCE).toBeGreaterThan(before);
});

test('a training is cancelled, and not forgotten', async () => {
  await act(running(), 'Cancel a Job');
  await button('Cancel the Job').click(PATIENCE);
  await row(/Training on box.*cancelled/u).waitFor(PATIENCE);
  await row(/Training on box/u).click();
  await row(/Folder/u).waitFor(PATIENCE);
});

test('what ran before is asked for shortly; what is started again is shown each time', async () => {
  await act(row(/Training on box.*cancelled/u), 'Start a Job Again');
  await dialog().getByText('Exactly this runs on box').first().waitFor(PATIENCE);
  await vscode.screenshot('jobs-start-again');
  await button('Cancel').click();
  await vscode.openFile(FILE);
  await lens(vscode.page, 'Train the model').click(PATIENCE);
  await dialog().getByText('It goes on with train-').first().waitFor(PATIENCE);
  expect(await dialog().textContent()).not.toContain('Exactly this runs');
  await button('Cancel').click();
  await row(/Training on box.*cancelled/u).waitFor(PATIENCE);
});

test('base and tuned are evaluated where they lie by themselves, also taken up after a restart, and graded here', async () => {
  await vscode.runCommand('Notifications: Clear All Notifications');
  await vscode.openFile(WHOLE_FILE);
  const { page } = vscode;
  await lens(page, 'Evaluate on a target').click(PATIENCE);
  const untrained = notification(page, /Nothing was trained on .quick. yet/u);
  await untrained.getByRole('button', { name: 'Train the Model' }).click(PATIENCE);
  await button('Start').click(PATIENCE);
  await row(/Training on quick.*done/u).waitFor(PATIENCE);
  await vscode.runCommand('Notifications: Clear All Notifications');
  await lens(page, 'Evaluate on a target').click(PATIENCE);
  await dialog().getByText('vllm run-batch').first().waitFor(PATIENCE);
  await vscode.screenshot('jobs-evaluation');
  await button('Start').click(PATIENCE);
  await row(/Answers on quick/u)
    .first()
    .waitFor(PATIENCE);
  await vscode.restart();
  await showViews(vscode.page, PATIENCE);
  const answers = row(/Answers on quick.*done/u);
  await answers.first().waitFor(PATIENCE);
  await vscode.screenshot('jobs-go-on');
  await act(row(/Answers on quick/u).first(), 'Go On with the Evaluation');
  // Two models by turns, each in two turns.
  await row(/Evaluation.*done.*4 of 4 gradings/u).waitFor(PATIENCE);
  expect(await answers.count()).toBe(4);
  const lines = (await readFile(asked, 'utf8')).trim().split('\n');
  const requests = lines.filter((line) => line !== 'train');
  expect(requests).toHaveLength(8);
  expect(new Set(requests).size).toBe(8);
});
