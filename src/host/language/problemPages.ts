import * as vscode from 'vscode';
import type { ProblemCode } from '../../core/skillset/problemCodes.ts';
import { registerCommand } from '../registerCommand.ts';

const COMMAND = 'explainProblem';

/** Opens what the extension's own page says of a code: no network is needed. */
export function registerProblemPages(extension: vscode.Uri, log: vscode.LogOutputChannel): vscode.Disposable {
  const page = vscode.Uri.joinPath(extension, 'docs/problems.md');
  return registerCommand(log, {
    id: COMMAND,
    title: 'Explaining a problem',
    body: (code) => show(typeof code === 'string' ? page.with({ fragment: code }) : page),
  });
}

/** The address under a code in the list of problems. */
export function pageOf(code: ProblemCode): vscode.Uri {
  return vscode.Uri.parse(`command:skillmix.${COMMAND}?${encodeURIComponent(JSON.stringify([code]))}`);
}

/** As a page; where the editor's own Markdown is switched off, as text. */
async function show(page: vscode.Uri): Promise<void> {
  try {
    await vscode.commands.executeCommand('markdown.showPreview', page);
  } catch {
    const document = await vscode.workspace.openTextDocument(page.with({ fragment: '' }));
    const place = document.positionAt(Math.max(0, document.getText().indexOf(`\n## ${page.fragment}`) + 1));
    await vscode.window.showTextDocument(document, { selection: new vscode.Range(place, place) });
  }
}
