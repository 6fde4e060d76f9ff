import { mkdir } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { vsixPath } from '../../scripts/package.mjs';
import { type ProviderServer, startProviderServer } from '../support/providerServer/providerServer.ts';
import { goToLine, lens, mark } from '../support/vscode/editor.ts';
import { openVsCode, type VsCode } from '../support/vscode/openVsCode.ts';
import { type TestWorkspace, testWorkspace } from '../support/vscode/workspace.ts';
import { SCENE, sceneReply } from './scene.ts';

const PATIENCE = { timeout: 60_000 };
const OUT = 'media/screenshots';

let provider: ProviderServer;
let workspace: TestWorkspace;
let vscode: VsCode;

beforeEach(async () => {
  await mkdir(OUT, { recursive: true });
  provider = await startProviderServer({ reply: sceneReply });
  workspace = await testWorkspace(SCENE, {
    'skillmix.endpoints': { lab: { kind: 'openai', baseUrl: `${provider.url}/v1` } },
    'skillmix.student': 'lab/writer',
    'workbench.activityBar.location': 'hidden',
    'workbench.sideBar.location': 'right',
    'editor.minimap.enabled': false,
    'editor.wordWrap': 'on',
  });
});

afterEach(async () => {
  await vscode?.close();
  await workspace?.remove();
  await provider?.close();
});

test.each(['dark', 'light', 'high-contrast'] as const)(
  'the editor and the panel in a %s theme',
  async (theme) => {
    vscode = await openVsCode({
      workspace: workspace.folder,
      vsix: vsixPath(),
      theme,
      viewport: { width: 1500, height: 940 },
    });
    const { page } = vscode;
    await vscode.openFile('study.skillset.yaml');
    await vscode.runCommand('View: Close Primary Side Bar');
    for (const [index, points] of [/5\/5/u, /4\/5/u, /4\/4/u].entries()) {
      await goToLine(page, 32 + index);
      await lens(page, /Generate and grade/u)
        .nth(index)
        .click(PATIENCE);
      await mark(page, points).waitFor(PATIENCE);
    }
    await lens(page, 'Show rationale').nth(1).click(PATIENCE);
    const panel = vscode.webview();
    await panel.getByRole('heading', { name: 'metaphor + modus ponens' }).waitFor(PATIENCE);
    await vscode.runCommand('Notifications: Clear All Notifications');
    await panel.getByText('Why each point was given').first().waitFor(PATIENCE);
    // One of them shows where the panel begins: the results per skill.
    if (theme === 'light') await panel.getByRole('heading').first().scrollIntoViewIfNeeded();
    await page.screenshot({ path: `${OUT}/${theme}.png` });
    expect(provider.received).toBe(3 * 2 + 3 * 4);
  },
);
