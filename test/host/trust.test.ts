import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { vsixPath } from '../../scripts/package.mjs';
import { openStore } from '../../src/adapters/store/sqliteStore.ts';
import { JOB_COMMANDS } from '../../src/host/jobs/jobsPart.ts';
import { type ProviderServer, startProviderServer } from '../support/providerServer/providerServer.ts';
import { STUDY } from '../support/studies.ts';
import { job, run } from '../support/studyFacts.ts';
import { lens, notification, squiggles } from '../support/vscode/editor.ts';
import { openVsCode, type VsCode } from '../support/vscode/openVsCode.ts';
import { showViews, viewNamed } from '../support/vscode/sideBar.ts';
import { type TestWorkspace, testWorkspace } from '../support/vscode/workspace.ts';

const PATIENCE = { timeout: 60_000 };
/** Sound, and with a study to run. */
const WHOLE = 'whole.skillset.yaml';
/** The commands on runs that wait for trust, and what each does. */
const RUN_COMMANDS = {
  showPlan: 'Planning',
  generateData: 'Generating the data',
  evaluate: 'Running the evaluation',
  gradeAll: 'Grading',
  submitBatch: 'Submitting',
  collectBatches: 'Collecting batches',
  collectRun: 'Collecting batches',
  cancelBatches: 'Cancelling batches',
  runAgain: 'Running again',
  askUnreadable: 'Asking again',
  showRunResults: 'Showing results',
} as const;
/** Each is bound to keys of its own: what no menu offers can be called so too. */
const COMMANDS = Object.entries({ ...RUN_COMMANDS, ...JOB_COMMANDS }).map(([id, title], index) => ({
  ...{ id, title },
  key: `ctrl+alt+k ${'abcdefghijklmnopqrstuvwxyz0123456789'[index]}`,
}));
const CLEAR = 'ctrl+alt+j';

let reached = 0;
const trap = createServer((socket) => {
  reached += 1;
  socket.destroy();
});
let provider: ProviderServer;
let workspace: TestWorkspace;
let vscode: VsCode;
/** The files of the store when nobody has it open. */
let stored: readonly string[];

beforeAll(async () => {
  provider = await startProviderServer();
  workspace = await testWorkspace(STUDY.replace('[simile]', '[smile]'), {
    'skillmix.endpoints': { fake: { kind: 'openai', baseUrl: `${provider.url}/v1` } },
    'skillmix.student': 'fake/fake-writer',
    'skillmix.targets': { trap: { kind: 'ssh', host: await setTrap() } },
  });
  vscode = await openVsCode({
    workspace: workspace.folder,
    vsix: vsixPath(),
    trust: 'restricted',
    keys: [
      ...COMMANDS.map(({ id, key }) => ({ key, command: `skillmix.${id}` })),
      { key: CLEAR, command: 'notifications.clearAll' },
    ],
  });
  await vscode.openFile('study.skillset.yaml');
});

afterAll(async () => {
  await vscode?.close();
  await workspace?.remove();
  await provider?.close();
  trap.close();
});

/** A host that counts whoever reaches for it, and lets nobody in. */
async function setTrap(): Promise<string> {
  await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve));
  const address = trap.address();
  return `ssh://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

const storeFolder = (): string => join(workspace.folder, '.skillmix');

/** As if a study had been begun here: its data were written, and its training runs on the target. */
async function fillStore(): Promise<void> {
  const study = `study:
  data: { student: fake/fake-writer, parts: [{ k: 1, skills: all, topics: all, attempts: 1 }] }
  train: { base: /models/base, target: trap, steps: 2 }
`;
  await writeFile(join(workspace.folder, WHOLE), `${STUDY}${study}`);
  await mkdir(storeFolder());
  const store = await openStore(join(storeFolder(), 'skillmix.db'));
  await store.saveRun(run('data', 'stopped', { file: WHOLE, why: 'The budget is used.' }));
  await store.saveJob(job('train', 'running', { file: WHOLE, target: 'trap' }));
  await store.close();
  stored = await readdir(storeFolder());
}

async function press(chord: string): Promise<void> {
  for (const key of chord.split(' '))
    await vscode.page.keyboard.press(key.replace('ctrl', 'Control').replace('alt', 'Alt'));
}

async function brings(chord: string, message: Locator): Promise<boolean> {
  await press(chord);
  return message.waitFor({ timeout: 2_000 }).then(
    () => true,
    () => false,
  );
}

const view = (name: string): Locator => viewNamed(vscode.page, name);

test('Restricted Mode offers the language and nothing that runs', async () => {
  const { page } = vscode;
  await lens(page, 'Restricted Mode: nothing is generated or graded').waitFor(PATIENCE);
  await squiggles(page).first().waitFor(PATIENCE);
  await lens(page, 'Add a random mix').waitFor(PATIENCE);
  expect(await lens(page, /^.?Generate/u).count()).toBe(0);
  expect(existsSync(storeFolder())).toBe(false);
  expect(provider.received).toBe(0);
});

test('the views of studies, runs and jobs are empty, and say why', async () => {
  await fillStore();
  await showViews(vscode.page, PATIENCE);
  for (const [name, why] of [
    ['Studies', 'In Restricted Mode no study is run and no store is opened.'],
    ['Runs', 'In Restricted Mode nothing runs and no store is opened.'],
    ['Jobs', 'In Restricted Mode no target is asked and no store is opened.'],
  ] as const) {
    await view(name).getByText(why).waitFor(PATIENCE);
    await view(name).getByRole('button', { name: 'Manage Workspace Trust' }).waitFor(PATIENCE);
    expect(await view(name).locator('.monaco-list-row').count(), name).toBe(0);
  }
  await vscode.screenshot('restricted-views');
});

test('the palette offers the views and what writes the language, and nothing else', async () => {
  const { page } = vscode;
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget .quick-input-box input').waitFor();
  await page.keyboard.type('Skillmix:');
  const offered = page.locator('.quick-input-list .monaco-list-row[aria-label*="Skillmix:"]');
  await expect
    .poll(async () => {
      const rows = await offered.evaluateAll((found) => found.map((row) => row.ariaLabel ?? ''));
      return rows.map((label) => label.split(',')[0]).sort();
    }, PATIENCE)
    .toEqual([
      'Skillmix: Add a Random Mix',
      'Skillmix: Focus on Jobs View',
      'Skillmix: Focus on Runs View',
      'Skillmix: Focus on Studies View',
      'Skillmix: Import Skills and Topics',
      'Skillmix: New Skillset from the Library',
      'Skillmix: Show Log',
    ]);
  await page.keyboard.press('Escape');
});

test('each command of studies, jobs, targets and runs that is called all the same is refused', async () => {
  const { page } = vscode;
  for (const { id, title, key } of COMMANDS) {
    const refusal = notification(page, `${title} is off in Restricted Mode`);
    await expect.poll(() => brings(key, refusal), { ...PATIENCE, message: id }).toBe(true);
    await press(CLEAR);
    await refusal.waitFor({ state: 'hidden' });
  }
});

test('a link opens the results, which say why they are empty', async () => {
  const { page } = vscode;
  await vscode.runCommand('Developer: Open URL');
  const input = page.locator('.quick-input-widget:visible input').first();
  await input.waitFor(PATIENCE);
  await input.fill(`code-oss://skillmix.skillmix/sample?file=${WHOLE}&sample=1`);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Open', exact: true }).click(PATIENCE);
  await vscode.webview().getByText('In Restricted Mode no store is opened').waitFor(PATIENCE);
});

test('nothing of all this asked a provider or a target, or opened the store; with trust, all is there at once', async () => {
  expect(await readdir(storeFolder()), 'a store that is open has files beside it').toEqual(stored);
  expect(reached).toBe(0);
  expect(provider.received).toBe(0);
  const { page } = vscode;
  await vscode.runCommand('Workspaces: Manage Workspace Trust');
  await page
    .locator('.workspace-trust-editor')
    .getByRole('button', { name: 'Trust', exact: true })
    .click(PATIENCE);
  await view('Studies').getByText('A first study').waitFor(PATIENCE);
  await view('Runs').getByText('Data').waitFor(PATIENCE);
  await view('Jobs').getByText('Training on trap').waitFor(PATIENCE);
  await vscode.webview().getByText('In Restricted Mode no store is opened').waitFor({ state: 'hidden' });
  await expect.poll(() => reached, PATIENCE).toBeGreaterThan(0);
});
