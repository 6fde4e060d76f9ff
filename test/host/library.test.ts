import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { vsixPath } from '../../scripts/package.mjs';
import { nodeFiles } from '../../src/adapters/files/nodeFiles.ts';
import { loadProject } from '../../src/core/skillset/project.ts';
import { skillsetOf } from '../../src/core/skillset/skillsetOf.ts';
import { STUDY } from '../support/studies.ts';
import { lens, pick, squiggles, typeInto } from '../support/vscode/editor.ts';
import { openVsCode, type VsCode } from '../support/vscode/openVsCode.ts';
import { type TestWorkspace, testWorkspace } from '../support/vscode/workspace.ts';

const PATIENCE = { timeout: 60_000 };

let workspace: TestWorkspace;
let vscode: VsCode;

beforeAll(async () => {
  workspace = await testWorkspace(STUDY);
  vscode = await openVsCode({ workspace: workspace.folder, vsix: vsixPath(), trust: 'restricted' });
});

afterAll(async () => {
  await vscode?.close();
  await workspace?.remove();
});

test('a new skillset is made from the library, in Restricted Mode too, and never over another file', async () => {
  const { page } = vscode;
  await vscode.runCommand('Skillmix: New Skillset from the Library');
  const rows = page.locator('.quick-input-widget:visible .monaco-list-row');
  await rows.getByText('theory of mind').waitFor(PATIENCE);
  await rows.filter({ hasText: 'literary' }).click();
  await pick(page, 'OK', 'accept');
  await pick(page, '20 topics');
  await typeInto(page, 'study');
  await page
    .locator('.quick-input-widget:visible')
    .getByText('study.skillset.yaml already')
    .waitFor(PATIENCE);
  await typeInto(page, 'from the library');
  await page.locator('.tab.active[data-resource-name="from the library.skillset.yaml"]').waitFor(PATIENCE);
  await lens(page, 'Restricted Mode').first().waitFor(PATIENCE);
  expect(await squiggles(page).count()).toBe(0);

  const made = skillsetOf(
    await loadProject(join(workspace.folder, 'from the library.skillset.yaml'), nodeFiles),
  );
  const categories = new Set(made.skills.map(({ category }) => category));
  expect([categories.size, categories.has('literary'), made.topics.length]).toEqual([7, false, 20]);
  expect(await readFile(workspace.file, 'utf8')).toBe(STUDY);
});
