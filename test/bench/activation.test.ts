import { expect, test } from 'vitest';
import { vsixPath } from '../../scripts/package.mjs';
import { STUDY } from '../support/studies.ts';
import { lens } from '../support/vscode/editor.ts';
import { openVsCode } from '../support/vscode/openVsCode.ts';
import { testWorkspace } from '../support/vscode/workspace.ts';

test('VS Code tells how long the extension took to activate', async () => {
  const workspace = await testWorkspace(STUDY);
  const vscode = await openVsCode({ workspace: workspace.folder, vsix: vsixPath() });
  try {
    await vscode.openFile('study.skillset.yaml');
    await lens(vscode.page, 'Generate and grade').first().waitFor({ timeout: 60_000 });
    await vscode.runCommand('Developer: Show Running Extensions');
    const row = vscode.page
      .locator('.runtime-extensions-editor .monaco-list-row', { hasText: 'Skillmix' })
      .first();
    await row.waitFor({ timeout: 60_000 });
    const milliseconds = /Activation:\s*(\d+)\s*ms/u.exec((await row.textContent()) ?? '')?.[1];
    console.log(`activation in milliseconds: ${milliseconds}`);
    expect(milliseconds).toBeDefined();
  } finally {
    await vscode.close();
    await workspace.remove();
  }
});
