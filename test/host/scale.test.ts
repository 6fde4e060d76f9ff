import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { vsixPath } from '../../scripts/package.mjs';
import { fillScaleResults, scaleSkill } from '../support/scaleResults.ts';
import { STUDY } from '../support/studies.ts';
import { notification } from '../support/vscode/editor.ts';
import { answerFileDialog } from '../support/vscode/fileDialog.ts';
import { openVsCode, type VsCode } from '../support/vscode/openVsCode.ts';
import { type TestWorkspace, testWorkspace } from '../support/vscode/workspace.ts';

const PATIENCE = { timeout: 60_000 };
const SAMPLES = 100_000;
const FILE = 'study.skillset.yaml';

let workspace: TestWorkspace;
let vscode: VsCode;

beforeAll(async () => {
  workspace = await testWorkspace(STUDY, {}, FILE);
  const folder = join(workspace.folder, '.skillmix');
  await mkdir(folder);
  await fillScaleResults(join(folder, 'skillmix.db'), { file: FILE, samples: SAMPLES, reasonWords: 3 });
  vscode = await openVsCode({ workspace: workspace.folder, vsix: vsixPath() });
  await vscode.openFile(FILE);
}, 280_000);

afterAll(async () => {
  await vscode?.close();
  await workspace?.remove();
});

test('100,000 texts are listed, scrolled through to the last and narrowed by filters that combine', async () => {
  await vscode.runCommand('Skillmix: Show Results');
  const page = vscode.webview();
  const options = page.getByRole('option');
  await page.getByText('100,000 texts').waitFor(PATIENCE);
  expect(await options.count(), 'only rows in sight are in the page').toBeLessThan(80);
  await page.getByRole('listbox').focus();
  await vscode.page.keyboard.press('End');
  const last = page.locator(`[aria-posinset="${SAMPLES}"][data-id]`);
  await last.waitFor(PATIENCE);
  await vscode.page.keyboard.press('Enter');
  await page.getByText('Why each point was given').waitFor(PATIENCE);
  await page.getByRole('searchbox').fill(scaleSkill(3));
  await page.getByText('No text fits these filters.').waitFor(PATIENCE);
  await page.getByRole('searchbox').fill('ka');
  await page.getByRole('combobox', { name: 'Disagreement' }).click();
  await page.getByRole('option', { name: 'Graders disagree' }).click();
  await expect
    .poll(() => page.getByText(/^[\d,]+ texts$/u).textContent(), PATIENCE)
    .not.toBe('100,000 texts');
  await vscode.screenshot('scale-texts');
});

test('the overview of 100,000 texts leads to those behind a figure', async () => {
  const page = vscode.webview();
  await page.getByRole('button', { name: 'Clear filters' }).first().click();
  await page.getByRole('tab', { name: 'Overview' }).click();
  await page.getByRole('table', { name: 'Skill and k' }).waitFor(PATIENCE);
  await vscode.screenshot('scale-overview');
  await page.getByRole('button', { name: 'lab/tuned' }).first().click();
  await page.getByRole('tab', { name: 'Texts', selected: true }).waitFor(PATIENCE);
  await page.getByText(/^[\d,]+ texts$/u).waitFor(PATIENCE);
});

test('a report that is called off while it is made leaves no file', async () => {
  const { page } = vscode;
  await vscode.runCommand('Skillmix: Export Report as HTML');
  await page.getByText('Without a comparison').click(PATIENCE);
  await answerFileDialog(page, 'Export Report', join(workspace.folder, 'report.html'));
  const making = notification(page, 'Making the report');
  await making.getByRole('button', { name: 'Cancel' }).click(PATIENCE);
  await making.waitFor({ state: 'detached', ...PATIENCE });
  expect((await readdir(workspace.folder)).filter((name) => name.startsWith('report'))).toEqual([]);
});
