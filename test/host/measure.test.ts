import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { vsixPath } from '../../scripts/package.mjs';
import { openStore } from '../../src/adapters/store/sqliteStore.ts';
import type { ReviewId, RunId } from '../../src/core/runs/records.ts';
import { STUDY } from '../support/studies.ts';
import { pick } from '../support/vscode/editor.ts';
import { answerFileDialog } from '../support/vscode/fileDialog.ts';
import { openVsCode, type VsCode } from '../support/vscode/openVsCode.ts';
import { type TestWorkspace, testWorkspace } from '../support/vscode/workspace.ts';
import { round, sample } from '../unit/metrics/judgedRecords.ts';

const PATIENCE = { timeout: 60_000 };
const NOVELTY = { pSkill: 0.01, pTopic: 0.01, corpus: 1000 };

let workspace: TestWorkspace;
let vscode: VsCode;

beforeAll(async () => {
  workspace = await testWorkspace(STUDY);
  await fillStore();
  vscode = await openVsCode({
    workspace: workspace.folder,
    vsix: vsixPath(),
    settings: { 'skillmix.reviewer': 'Ann', 'skillmix.novelty': NOVELTY, 'files.simpleDialog.enable': true },
  });
  await vscode.openFile('study.skillset.yaml');
});

afterAll(async () => {
  await vscode?.close();
  await workspace?.remove();
});

/** Two students on the same mixes: what one misses the other earns, in the eyes of two graders. */
async function fillStore(): Promise<void> {
  const store = await openStore(join(workspace.folder, '.skillmix', 'skillmix.db'));
  const [id, file] = ['run' as RunId, 'study.skillset.yaml'];
  await store.saveRun({ id, kind: 'evaluate', file, plan: {}, startedAt: 1, state: 'done' });
  for (const student of ['lab/base', 'lab/tuned'])
    for (let index = 0; index < 12; index += 1) {
      const isTuned = student === 'lab/tuned';
      const text = { kind: 'text', text: `Text ${index} by ${student}.` } as const;
      const of = sample({ mix: `mix ${index}`, student, split: 'all', purpose: 'evaluate', result: text });
      const written = { ...of, runId: id, file };
      await store.saveSample(written);
      await store.saveGrading(round(written, isTuned && index < 9 ? '11 111' : '10 111'));
      await store.saveGrading(round(written, '11 111', { grader: 'other/judge' }));
      if (isTuned && index === 11)
        await store.saveReview({
          ...{ id: 'r1' as ReviewId, sampleId: written.id, reviewer: 'Ann', createdAt: 5, isBlind: false },
          draw: { kind: 'picked' },
          points: [{ criterion: 'skill:b', point: 1, reason: 'It is there.' }],
        });
    }
  await store.close();
}

test('the comparison tells the paired difference, and a mix that changed leads to both its texts', async () => {
  await vscode.runCommand('Skillmix: Show Results');
  const page = vscode.webview();
  await page.getByRole('tab', { name: 'Comparison' }).click(PATIENCE);
  await page.getByRole('heading', { name: 'Graded by lab/judge' }).waitFor(PATIENCE);
  const table = page.getByRole('table', { name: 'Full marks, graded by lab/judge' });
  expect(await table.getByRole('row').nth(1).textContent()).toContain('+.75');
  await page.getByRole('button', { name: '9 mixes gained full marks' }).click();
  await page.locator('.flip').first().click(PATIENCE);
  await page.getByRole('region', { name: 'Texts by lab/tuned' }).waitFor(PATIENCE);
  expect(await page.locator('.flip-texts').textContent()).toMatch(
    /Text 0 by lab\/base\..*Text 0 by lab\/tuned\./u,
  );
  await vscode.screenshot('comparison');
});

test('people’s corrections change the figures only where they are asked for', async () => {
  const page = vscode.webview();
  await page.getByRole('checkbox', { name: 'With people’s corrections (1 text reviewed)' }).click(PATIENCE);
  await page.getByRole('button', { name: '10 mixes gained full marks' }).waitFor(PATIENCE);
  await page.getByRole('checkbox', { name: /people’s corrections/u }).click();
  await page.getByRole('button', { name: '9 mixes gained full marks' }).waitFor(PATIENCE);
});

test('a figure of the comparison leads to its texts, and the list changes with people’s corrections', async () => {
  const page = vscode.webview();
  const table = page.getByRole('table', { name: 'Full marks, graded by lab/judge' });
  await table.getByRole('row').nth(1).getByRole('button', { name: '.75', exact: true }).click();
  await page.getByRole('tab', { name: 'Texts', selected: true }).waitFor(PATIENCE);
  await page.getByText('9 texts', { exact: true }).waitFor(PATIENCE);
  await page.getByRole('checkbox', { name: /people’s corrections/u }).click();
  await page.getByText('10 texts', { exact: true }).waitFor(PATIENCE);
  await page.getByRole('option').first().click();
  await page.getByText('corrected: ').first().waitFor(PATIENCE);
  await vscode.screenshot('texts-corrected');
});

test('the graders’ agreement and alarms are there when their tab is opened', async () => {
  const page = vscode.webview();
  await page.getByRole('tab', { name: 'Graders' }).click();
  await page.getByRole('table', { name: 'Agreement between graders', exact: true }).waitFor(PATIENCE);
  await page
    .getByText(/^With people’s corrections: where/u)
    .first()
    .waitFor(PATIENCE);
  await page.getByRole('checkbox', { name: /people’s corrections/u }).click();
  await expect.poll(() => page.getByText(/^With people’s corrections: where/u).count(), PATIENCE).toBe(0);
  await page
    .getByText(/^Points without evidence: /u)
    .first()
    .waitFor(PATIENCE);
  await vscode.screenshot('graders');
});

test('the figures of the overview are drawn against what copying could reach', async () => {
  const page = vscode.webview();
  await page.getByRole('tab', { name: 'Overview' }).click();
  await page.getByRole('table', { name: /^Novelty: p\(skill\) = 0\.01/u }).waitFor(PATIENCE);
  await vscode.screenshot('overview-figures');
});

test('a cell of skill and k leads to its texts', async () => {
  const page = vscode.webview();
  await page.getByRole('button', { name: 'Clear filters' }).first().click();
  const cells = page.getByRole('table', { name: 'Skill and k' }).getByRole('button');
  await cells.first().focus();
  await vscode.page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'Texts', selected: true }).waitFor(PATIENCE);
  await page.getByText('24 texts', { exact: true }).waitFor(PATIENCE);
});

test('a table of the study is copied, the students in the order of their data, with where it comes from', async () => {
  const { page } = vscode;
  const clipboard = () => page.evaluate<string>('navigator.clipboard.readText()');
  await vscode.runCommand('Skillmix: Copy Results Table');
  for (const words of ['Data efficiency', 'lab/tuned', 'lab/base', 'Markdown']) await pick(page, words);
  await expect.poll(clipboard, PATIENCE).toMatch(/lab\/tuned[\s\S]*lab\/base[\s\S]*SHA-256/u);
  await vscode.runCommand('Skillmix: Copy Results Table');
  for (const words of ['The three metrics', 'LaTeX']) await pick(page, words);
  await expect.poll(clipboard, PATIENCE).toContain('tabular');
});

test('the report is written where the reader wants it, with its comparison and where it comes from', async () => {
  const { page } = vscode;
  await vscode.runCommand('Skillmix: Export Report as HTML');
  await page.getByText('From lab/base to lab/tuned').click(PATIENCE);
  const target = join(workspace.folder, 'report.html');
  await answerFileDialog(page, 'Export Report', target);
  await page.getByText('The report is in report.html').first().waitFor(PATIENCE);
  const report = await readFile(target, 'utf8');
  expect(report).toContain('lab/tuned against lab/base');
  expect(report).toContain('made by: Skillmix');
  expect(report).toContain('skillset: study.skillset.yaml, SHA-256');
});
