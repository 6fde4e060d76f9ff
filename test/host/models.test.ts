import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { vsixPath } from '../../scripts/package.mjs';
import { type ProviderServer, startProviderServer } from '../support/providerServer/providerServer.ts';
import { STUDY } from '../support/studies.ts';
import { lens, notification, pick, shownText, typeInto } from '../support/vscode/editor.ts';
import { filesContaining } from '../support/vscode/filesContaining.ts';
import { openVsCode, type VsCode } from '../support/vscode/openVsCode.ts';
import { packExtension } from '../support/vscode/packExtension.ts';
import { type TestWorkspace, testWorkspace } from '../support/vscode/workspace.ts';

const PATIENCE = { timeout: 60_000 };
const KEY = 'sk-a-key-that-only-this-test-knows';

let provider: ProviderServer;
let workspace: TestWorkspace;
let vscode: VsCode;
let packed: string;

beforeAll(async () => {
  packed = await mkdtemp(join(tmpdir(), 'skillmix-pack-'));
  provider = await startProviderServer({ keys: [KEY] });
  workspace = await testWorkspace(STUDY, {
    'skillmix.endpoints': { keyed: { kind: 'openai', baseUrl: `${provider.url}/v1` } },
  });
  vscode = await openVsCode({
    workspace: workspace.folder,
    vsix: [vsixPath(), await packExtension('test/support/editorModelExtension', packed)],
    settings: { 'chat.disableAIFeatures': false },
  });
  await vscode.openFile('study.skillset.yaml');
});

afterAll(async () => {
  await vscode?.close();
  await workspace?.remove();
  await provider?.close();
  await rm(packed, { recursive: true });
});

test('without a student, generating leads to the models that need no key', async () => {
  const { page } = vscode;
  await lens(page, /^.?Generate$/u)
    .first()
    .click(PATIENCE);
  await pick(page, 'editor’s models');
  await pick(page, 'fake-editor-model');
  await pick(page, 'OK', 'accept');
  await expect.poll(() => shownText(page), PATIENCE).toContain('Who sews like a spider?');
  const settings = JSON.parse(await readFile(join(workspace.folder, '.vscode/settings.json'), 'utf8'));
  expect(settings['skillmix.student']).toBe('vscode/skillmix-test/fake-editor-model');
  expect(settings['skillmix.graders']).toEqual(['rule']);
});

test('a key goes to its endpoint and is nowhere on disk', async () => {
  const { page } = vscode;
  await vscode.runCommand("Skillmix: Set an Endpoint's Key");
  await pick(page, 'keyed');
  await typeInto(page, KEY);
  await notification(page, 'secret storage').waitFor(PATIENCE);
  await vscode.runCommand('Skillmix: Choose Student and Graders');
  await pick(page, 'keyed');
  await pick(page, 'fake-writer');
  await pick(page, 'OK', 'accept');
  await lens(page, /^.?Generate$/u)
    .nth(1)
    .click(PATIENCE);
  await expect.poll(() => provider.paid, PATIENCE).toBe(2);
  expect(provider.requests.at(-1)?.headers.authorization).toBe(`Bearer ${KEY}`);
  expect(await filesContaining(vscode.userData, KEY)).toEqual([]);
  expect(await filesContaining(workspace.folder, KEY)).toEqual([]);
});

test('a changed address does not get the key of the old one', async () => {
  const other = await startProviderServer();
  try {
    const path = join(workspace.folder, '.vscode/settings.json');
    const settings = JSON.parse(await readFile(path, 'utf8'));
    settings['skillmix.endpoints'].keyed.baseUrl = `${other.url}/v1`;
    await writeFile(path, JSON.stringify(settings));
    // The editor sees the changed settings a moment later: until then the old address is asked.
    const askAgain = async (): Promise<number> => {
      if (other.received === 0)
        await lens(vscode.page, /^.?Generate$/u)
          .nth(1)
          .click(PATIENCE);
      return other.received;
    };
    await expect.poll(askAgain, { ...PATIENCE, interval: 3000 }).toBeGreaterThan(0);
    expect(JSON.stringify(other.requests.map(({ headers }) => headers))).not.toContain(KEY);
  } finally {
    await other.close();
  }
});
