import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { vsixPath } from '../../scripts/package.mjs';
import { openStore } from '../../src/adapters/store/sqliteStore.ts';
import type { SampleId } from '../../src/core/runs/records.ts';
import { fillScaleResults, scaleSampleId } from '../support/scaleResults.ts';
import { STUDY } from '../support/studies.ts';
import { answerFileDialog } from '../support/vscode/fileDialog.ts';
import { openVsCode, type VsCode } from '../support/vscode/openVsCode.ts';
import { type TestWorkspace, testWorkspace } from '../support/vscode/workspace.ts';

const PATIENCE = { timeout: 60_000 };
const FILE = 'inside.skillset.yaml';
const SAMPLES = 600;
const TITLE = 'Skillmix Results';

/** Its own skillset file is outside of the folder that is open. */
let workspace: TestWorkspace;
let folder: string;
let vscode: VsCode;

beforeAll(async () => {
  workspace = await testWorkspace(STUDY, {}, 'outside.skillset.yaml');
  folder = join(workspace.folder, 'open');
  await mkdir(join(folder, '.skillmix'), { recursive: true });
  await writeFile(join(folder, FILE), STUDY);
  await fillScaleResults(storePath(), { file: FILE, samples: SAMPLES });
  vscode = await openVsCode({ workspace: folder, vsix: vsixPath() });
}, 280_000);

afterAll(async () => {
  await vscode?.close();
  await workspace?.remove();
});

const storePath = (): string => join(folder, '.skillmix', 'skillmix.db');

test.each([
  ['out of the open folder', { file: '../outside.skillset.yaml', sample: scaleSampleId(1) }],
  ['to a file of another kind', { file: '.skillmix/skillmix.db', sample: scaleSampleId(1) }],
  [
    'that would put a command into the message',
    { file: '[Run](command:workbench.action.closeAllEditors)', sample: "' OR 1=1 --" },
  ],
])('a link %s shows nothing and says why', async (_, parameters) => {
  await followLink(parameters);
  const message = vscode.page.locator('.notification-list-item', {
    hasText: 'No folder that is open here has',
  });
  await message.waitFor(PATIENCE);
  expect(await message.locator('.notification-list-item-message a').count()).toBe(0);
  expect(await vscode.page.locator('.tab', { hasText: TITLE }).count()).toBe(0);
  await vscode.runCommand('Notifications: Clear All Notifications');
});

test('a link opens the results at its text, however far down the list', async () => {
  await followLink({ file: FILE, sample: scaleSampleId(2) });
  const page = vscode.webview();
  await page.getByText('Why each point was given').waitFor(PATIENCE);
  await page.locator(`[aria-selected="true"][data-id="${scaleSampleId(2)}"]`).waitFor(PATIENCE);
  await page
    .getByText(await textOf(2))
    .first()
    .waitFor(PATIENCE);
});

test('just the texts that the filters select are written into a file', async () => {
  const page = vscode.webview();
  const { numbers, search } = await listed();
  await page.getByRole('searchbox').fill(search);
  await page.getByText(`${numbers.length} texts`, { exact: true }).waitFor(PATIENCE);
  await page.getByRole('button', { name: 'Export…' }).click();
  const target = join(folder, 'some.jsonl');
  await answerFileDialog(vscode.page, 'Export Texts', target);
  await expect.poll(() => readFile(target, 'utf8').catch(() => ''), PATIENCE).not.toBe('');
  const rows = (await readFile(target, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(rows.map(({ sample }) => sample)).toEqual(numbers.map(scaleSampleId));
  expect(rows[0]).toMatchObject({ text: await textOf(numbers[0] ?? 0) });
});

async function followLink(parameters: Readonly<Record<string, string>>): Promise<void> {
  const { page } = vscode;
  await vscode.runCommand('Developer: Open URL');
  const input = page.locator('.quick-input-widget:visible input').first();
  await input.waitFor(PATIENCE);
  await input.fill(`code-oss://skillmix.skillmix/sample?${new URLSearchParams(parameters)}`);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Open', exact: true }).click(PATIENCE);
}

async function textOf(number: number): Promise<string> {
  const store = await openStore(storePath());
  const sample = await store.findSample(scaleSampleId(number) as SampleId);
  await store.close();
  return sample?.result.kind === 'text' ? sample.result.text : '';
}

/** A search that finds some texts, and what it finds. */
async function listed(): Promise<{ readonly numbers: readonly number[]; readonly search: string }> {
  const search = `${(await textOf(7)).split(' ').at(-1)} `;
  const store = await openStore(storePath());
  const { numbers } = await store.resultList({
    file: FILE,
    filter: { search },
    look: { nameRule: true, graders: [] },
  });
  await store.close();
  expect(numbers.length).toBeGreaterThan(0);
  expect(numbers.length).toBeLessThan(SAMPLES);
  return { numbers, search };
}
