import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { vsixPath } from '../../scripts/package.mjs';
import { createWorkplace, type Workplace } from '../support/commandLine.ts';
import { makeFakeEngines } from '../support/fakeEngines.ts';
import { type ProviderProcess, startProviderProcess } from '../support/providerProcess.ts';
import { lens } from '../support/vscode/editor.ts';
import { answerNamed, modalDialog } from '../support/vscode/modalDialog.ts';
import { openVsCode, type VsCode } from '../support/vscode/openVsCode.ts';
import { entries, showViews } from '../support/vscode/sideBar.ts';

const PATIENCE = { timeout: 90_000 };
const FILE = 'batched.skillset.yaml';
const STUDY = `skillset: 1
title: A study in batches
skills:
  - { name: question, category: c, definition: d, example: e }
  - { name: rare, category: r, definition: d, example: e }
topics: [Chess]
splits:
  training: { categories: [c] }
  held-out: { skills: [rare] }
study:
  data: { student: fake/fake-writer, keep: all, parts: [{ k: 1, split: training, attempts: 1 }] }
  train: { base: /models/base, target: quick, steps: 2, batch: 1, perDevice: 1, chatTemplate: chatml }
  evaluate: { splits: [held-out], k: 1, mixes: 1, generations: 2, unseen: false }
  grade: { graders: [fake/fake-writer], rounds: 1 }
  budget: 1000 USD
`;

let provider: ProviderProcess;
let workplace: Workplace;
let vscode: VsCode;

beforeAll(async () => {
  // Nothing is answered before the test says so.
  provider = await startProviderProcess('--batch-delay', '3600000');
  workplace = await createWorkplace(provider.url);
  const environment = join(workplace.folder, 'quick-env');
  await makeFakeEngines(environment, join(workplace.folder, 'asked.txt'));
  const settings = {
    'skillmix.endpoints': { fake: { kind: 'openai', baseUrl: `${provider.url}/v1` } },
    'skillmix.targets': { quick: { kind: 'local', folder: join(workplace.folder, 'quick'), environment } },
    'skillmix.prices': { 'fake/fake-writer': { input: 1000, output: 2000, batchFactor: 0.5 } },
    'editor.minimap.enabled': false,
  };
  await workplace.write(FILE, STUDY);
  await mkdir(join(workplace.folder, '.vscode'));
  await writeFile(join(workplace.folder, '.vscode/settings.json'), JSON.stringify(settings));
  vscode = await openVsCode({ workspace: workplace.folder, vsix: vsixPath() });
  await showViews(vscode.page, PATIENCE);
});

afterAll(async () => {
  await vscode?.close();
  await workplace?.dispose();
  await provider?.stop();
});

const dialog = (): Locator => modalDialog(vscode.page);
const button = (name: string): Locator => answerNamed(vscode.page, name);
const row = (words: string | RegExp): Locator => entries(vscode.page, words).first();

test('a study is begun in batches, and its row tells that it waits for one, also after the editor was closed', async () => {
  await vscode.openFile(FILE);
  await lens(vscode.page, 'Run the study').first().click(PATIENCE);
  await button('Run in Batches').waitFor(PATIENCE);
  const text = (await dialog().textContent()) ?? '';
  expect(text).toMatch(/Cost: \$[^;]+; in batches \$/u);
  expect(text).toMatch(/Cost of all: \$[^;]+; in batches \$/u);
  expect(text).toContain('In batches it is slower');
  await vscode.screenshot('study-in-batches');
  await button('Run in Batches').click(PATIENCE);
  await row(/Data.*waits for a batch.*0 of 1 texts/u).waitFor(PATIENCE);
  await row(/In batches.*1 call to fake-writer at fake/u).waitFor(PATIENCE);
  await vscode.restart();
  await showViews(vscode.page, PATIENCE);
  await row(/A study in batches.*data waits for a batch/u).waitFor(PATIENCE);
  expect(await provider.counts()).toEqual({ requests: 0, paid: 0, distinctPaid: 0 });
});

test('gone on with, all that providers answer comes in batches, the gradings of what a target wrote too', async () => {
  await provider.put('batches', {});
  const study = row(/A study in batches/u);
  await study.hover();
  await study.getByRole('button', { name: 'Go On with the Study' }).click(PATIENCE);
  await dialog().getByText('What is out in batches is waited for').waitFor(PATIENCE);
  await button('Run in Batches').click(PATIENCE);
  await row(/Data.*done.*1 of 1 texts/u).waitFor(PATIENCE);
  await row(/A study in batches.*5 of 5 done/u).waitFor(PATIENCE);
  await row(/Grading.*done.*4 of 4 gradings/u).waitFor(PATIENCE);
  expect(await provider.counts()).toMatchObject({ requests: 0, paid: 7 });
});
