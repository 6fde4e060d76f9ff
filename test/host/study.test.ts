import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { vsixPath } from '../../scripts/package.mjs';
import { createWorkplace, type Workplace } from '../support/commandLine.ts';
import { makeFakeEngines } from '../support/fakeEngines.ts';
import { type ProviderProcess, startProviderProcess } from '../support/providerProcess.ts';
import { makeSlowTraining, SLOW_STEPS } from '../support/slowTraining.ts';
import { lens } from '../support/vscode/editor.ts';
import { answerNamed, modalDialog } from '../support/vscode/modalDialog.ts';
import { openVsCode, type VsCode } from '../support/vscode/openVsCode.ts';
import { entries, showViews } from '../support/vscode/sideBar.ts';

const PATIENCE = { timeout: 90_000 };
const FILE = 'whole.skillset.yaml';
const SLOW_FILE = 'slow.skillset.yaml';

/** Graded by a rule: only the data ask a provider. */
function study(title: string, target: string, steps: number): string {
  return `skillset: 1
title: ${title}
skills:
  - { name: question, category: c, definition: d, example: e, check: '\\w' }
  - { name: rare, category: r, definition: d, example: e, check: '\\bbut\\b' }
topics: [Chess]
splits:
  training: { categories: [c] }
  held-out: { skills: [rare] }
study:
  data: { student: fake/fake-writer, keep: all, parts: [{ k: 1, split: training, attempts: 1 }] }
  train: { base: /models/base, target: ${target}, steps: ${steps}, batch: 1, perDevice: 1, chatTemplate: chatml }
  evaluate: { splits: [held-out], k: 1, mixes: 1, generations: 2, unseen: false }
  grade: { graders: [rule], rounds: 1 }
  budget: 1 USD
`;
}

let provider: ProviderProcess;
let workplace: Workplace;
let vscode: VsCode;
/** What the quick engines were asked, line by line. */
let asked: string;
let settings: { readonly [name: string]: unknown };

beforeAll(async () => {
  provider = await startProviderProcess();
  workplace = await createWorkplace(provider.url);
  const quick = join(workplace.folder, 'quick-env');
  const slow = join(workplace.folder, 'slow-env');
  asked = join(workplace.folder, 'asked.txt');
  await makeFakeEngines(quick, asked);
  await makeFakeEngines(slow, asked);
  await makeSlowTraining(slow);
  settings = {
    'skillmix.endpoints': { fake: { kind: 'openai', baseUrl: `${provider.url}/v1` } },
    'skillmix.targets': {
      quick: { kind: 'local', folder: join(workplace.folder, 'quick'), environment: quick },
      slow: { kind: 'local', folder: join(workplace.folder, 'slow'), environment: slow },
    },
    'skillmix.prices': { 'fake/fake-writer': { input: 1, output: 2 } },
    'editor.minimap.enabled': false,
  };
  await workplace.write(FILE, study('A whole study', 'quick', 2));
  await workplace.write(SLOW_FILE, study('A slow study', 'slow', SLOW_STEPS));
  await mkdir(join(workplace.folder, '.vscode'));
  await setTheme('Dark Modern');
  vscode = await openVsCode({ workspace: workplace.folder, vsix: vsixPath() });
  await showViews(vscode.page, PATIENCE);
});

afterAll(async () => {
  await vscode?.close();
  await workplace?.dispose();
  await provider?.stop();
});

async function setTheme(theme: string): Promise<void> {
  const told = { ...settings, 'workbench.colorTheme': theme };
  await writeFile(join(workplace.folder, '.vscode/settings.json'), JSON.stringify(told));
}

const dialog = (): Locator => modalDialog(vscode.page);
const button = (name: string): Locator => answerNamed(vscode.page, name);
const row = (words: string | RegExp): Locator => entries(vscode.page, words);
const runTheStudy = (): Locator => lens(vscode.page, 'Run the study').first();

/** The jobs that there are, as the command line lists them. */
async function jobs(): Promise<string> {
  await workplace.write('targets.yaml', JSON.stringify(settings['skillmix.targets']));
  return (await workplace.run('jobs', 'list', '--offline', '--targets', 'targets.yaml')).out;
}

test('the whole plan is shown before anything is asked or started, and declining does neither', async () => {
  await vscode.openFile(FILE);
  await runTheStudy().click(PATIENCE);
  await dialog().getByText('Exactly this runs on quick').first().waitFor(PATIENCE);
  const text = (await dialog().textContent()) ?? '';
  expect(text).toMatch(/1 text by fake\/fake-writer/u);
  expect(text).toMatch(/Budget: \$1/u);
  expect(text).toMatch(/Training: \/models\/base on quick by trl/u);
  expect(text).toMatch(/vllm run-batch/u);
  await vscode.screenshot('study-question');
  await button('Cancel').click();
  expect(await row('A whole study').count()).toBe(0);
  expect(await provider.counts()).toMatchObject({ requests: 0 });
});

test('once agreed to it goes on by itself, and is taken up after a restart, with nothing done twice', async () => {
  await vscode.openFile(FILE);
  await runTheStudy().click(PATIENCE);
  await button('Run the Study').click(PATIENCE);
  await row(/Training.*(?:under way|done)/u)
    .first()
    .waitFor(PATIENCE);
  await vscode.restart();
  await showViews(vscode.page, PATIENCE);
  const whole = row(/A whole study.*of 5 done/u);
  await whole.waitFor(PATIENCE);
  await row(/Data.*done.*1 of 1 texts/u)
    .first()
    .waitFor(PATIENCE);
  await whole.hover();
  await whole.getByRole('button', { name: 'Go On with the Study' }).click(PATIENCE);
  await button('Run the Study').waitFor(PATIENCE);
  // What ran before was shown before.
  expect(await dialog().textContent()).not.toContain('python');
  await button('Run the Study').click(PATIENCE);
  await row(/A whole study.*5 of 5 done/u).waitFor(PATIENCE);
  const lines = (await readFile(asked, 'utf8')).trim().split('\n');
  expect(lines.filter((line) => line === 'train')).toHaveLength(1);
  const requests = lines.filter((line) => line !== 'train');
  expect(requests).toHaveLength(8);
  expect(new Set(requests).size).toBe(8);
});

test('a stage leads to its job, and the report to the results', async () => {
  await row(/Training.*done.*2 of 2 steps/u)
    .first()
    .click(PATIENCE);
  await row(/Training on quick.*done/u)
    .and(vscode.page.locator('.focused'))
    .waitFor(PATIENCE);
  await row(/Report.*done/u).click(PATIENCE);
  await vscode.webview().getByRole('main').first().waitFor(PATIENCE);
});

test.each([
  ['dark', 'Dark Modern', 'vs-dark'],
  ['light', 'Light Modern', 'vs'],
  ['high-contrast', 'Default High Contrast', 'hc-black'],
])('a study under way takes the %s theme, and leaves a picture of it', async (name, theme, editor) => {
  if ((await row(/A slow study/u).count()) === 0) {
    await vscode.openFile(SLOW_FILE);
    await runTheStudy().click(PATIENCE);
    await dialog().getByText('Exactly this runs on slow').first().waitFor(PATIENCE);
    await button('Run the Study').click(PATIENCE);
  }
  await row(/Training.*under way.*of 2,000 steps/u).waitFor(PATIENCE);
  await setTheme(theme);
  await vscode.page.locator(`.monaco-workbench.${editor}`).waitFor(PATIENCE);
  await vscode.screenshot(`study-${name}`);
});

test('it is stopped with its jobs, and says what comes next', async () => {
  const slow = row(/A slow study/u);
  await slow.hover();
  await slow.getByRole('button', { name: 'Stop the Study' }).click(PATIENCE);
  await vscode.screenshot('study-stop');
  await button('Stop, and Cancel Its Jobs').click(PATIENCE);
  await row(/A slow study.*1 of 5 done/u).waitFor(PATIENCE);
  await row(/Training on slow.*cancelled/u).waitFor(PATIENCE);
  expect(await jobs()).toMatch(/train-\S+\s.*cancelled/u);
});
