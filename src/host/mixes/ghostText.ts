import * as vscode from 'vscode';

/** Columns of the text that is being written. */
const WIDTH = 64;
const MOST_LINES = 8;
/** Beyond this column the ghost would stand outside most windows. */
const FURTHEST = 64;

/**
 * Shows a text that is being written beside its mix, without touching the document: typing and undo are not
 * disturbed, a crash leaves no half text in the file, and the finished text becomes one edit.
 */
export class GhostText implements vscode.Disposable {
  readonly #type = vscode.window.createTextEditorDecorationType({
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });

  /** @param line the first line of the mix, from 0 */
  show(document: vscode.TextDocument, line: number, text: string): void {
    const rows = lastRows(text === '' ? '…' : `${text} …`, Math.min(MOST_LINES, document.lineCount - line));
    const column = columnFor(document, line, rows.length);
    const decorations = rows.map((row, index) => ghost(document.lineAt(line + index), column, row));
    for (const editor of editorsOf(document)) editor.setDecorations(this.#type, decorations);
  }

  clear(document: vscode.TextDocument): void {
    for (const editor of editorsOf(document)) editor.setDecorations(this.#type, []);
  }

  dispose(): void {
    this.#type.dispose();
  }
}

function editorsOf(document: vscode.TextDocument): vscode.TextEditor[] {
  return vscode.window.visibleTextEditors.filter((editor) => editor.document === document);
}

/** The end of the text, wrapped to as many rows as there are lines to stand beside. */
function lastRows(text: string, most: number): string[] {
  const rows: string[] = [];
  let row = '';
  for (const word of text.split(/\s+/u)) {
    if (row !== '' && row.length + 1 + word.length > WIDTH) {
      rows.push(row);
      row = word;
    } else row = row === '' ? word : `${row} ${word}`;
  }
  return [...rows, row].slice(-Math.max(1, most));
}

/** One column for all rows, so that the ghost stands as a block. */
function columnFor(document: vscode.TextDocument, line: number, rows: number): number {
  const lengths = Array.from({ length: rows }, (_, index) => document.lineAt(line + index).text.length);
  return Math.min(FURTHEST, Math.max(...lengths));
}

function ghost(line: vscode.TextLine, column: number, row: string): vscode.DecorationOptions {
  const gap = Math.max(0, column - line.text.length) + 4;
  return {
    range: new vscode.Range(line.range.end, line.range.end),
    renderOptions: {
      after: {
        contentText: row,
        margin: `0 0 0 ${gap}ch`,
        fontStyle: 'italic',
        color: new vscode.ThemeColor('editorGhostText.foreground'),
      },
    },
  };
}
