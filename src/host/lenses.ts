import * as vscode from 'vscode';

/** The editor drops a plain space between an icon and the words after it. */
const NO_BREAK_SPACE = '\u00a0';

export function lens(range: vscode.Range, title: string, command: string, args: unknown[]): vscode.CodeLens {
  return new vscode.CodeLens(range, {
    title: title.replace(') ', `)${NO_BREAK_SPACE}`),
    command,
    arguments: args,
  });
}

/** The line that holds a place of the document. */
export function lineRange(document: vscode.TextDocument, offset: number): vscode.Range {
  const { line } = document.positionAt(offset);
  return document.lineAt(line).range;
}
