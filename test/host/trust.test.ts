import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { vsixPath } from '../../scripts/package.mjs';
import { type ProviderServer, startProviderServer } from '../support/providerServer/providerServer.ts';
import { STUDY } from '../support/studies.ts';
import { lens, squiggles } from '../support/vscode/editor.ts';
import { openVsCode, type VsCode } from '../support/vscode/openVsCode.ts';
import { type TestWorkspace, testWorkspace } from '../support/vscode/workspace.ts';

const PATIENCE = { timeout: 60_000 };

let provider: ProviderServer;
let workspace: TestWorkspace;
let vscode: VsCode;

beforeAll(async () => {
  provider = await startProviderServer();
  workspace = await testWorkspace(STUDY.replace('[simile]', '[smile]'), {
    'skillmix.endpoints': { fake: { kind: 'openai', baseUrl: `${provider.url}/v1` } },
    'skillmix.student': 'fake/fake-writer',
  });
  vscode = await openVsCode({ workspace: workspace.folder, vsix: vsixPath(), trust: 'restricted' });
  await vscode.openFile('study.skillset.yaml');
});

afterAll(async () => {
  await vscode?.close();
  await workspace?.remove();
  await provider?.close();
});

test('Restricted Mode offers the language and nothing that runs', async () => {
  const { page } = vscode;
  await lens(page, 'Restricted Mode: nothing is generated or graded').waitFor(PATIENCE);
  await squiggles(page).first().waitFor(PATIENCE);
  await lens(page, 'Add a random mix').waitFor(PATIENCE);
  expect(await lens(page, /^.?Generate/u).count()).toBe(0);
  expect(existsSync(join(workspace.folder, '.skillmix'))).toBe(false);
  expect(provider.received).toBe(0);
});
