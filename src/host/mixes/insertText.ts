import * as vscode from 'vscode';
import { insertTextEdit } from '../../core/skillset/edits/insertText.ts';
import { rangeIn } from '../language/diagnostics.ts';
import { findAgain, type MixInFile } from './mixInFile.ts';
import type { MixTools } from './mixTools.ts';

/**
 * Puts a finished text into its mix as one edit, wherever the mix stands by now. What the user changed meanwhile
 * is never overwritten: a mix that is gone, or whose text was edited, is told of, and the text stays in the store.
 * Resolves to whether the text stands in the file.
 */
export async function insertText(tools: MixTools, before: MixInFile, text: string): Promise<boolean> {
  const { uri } = before.open.document;
  // Typing may go on while the file is read and the edit is applied: then it is tried on the newer version.
  for (let tries = 0; tries < 5; tries += 1) {
    // A file that was closed meanwhile is another document: what was not saved is gone, and its positions with it.
    const document = await vscode.workspace.openTextDocument(uri).then(
      (opened) => opened,
      () => undefined,
    );
    if (document === undefined)
      return offerText('The file cannot be opened any more, so the text was not inserted.', text);
    const open = await tools.projects.of(document);
    const now = findAgain(open, before);
    if (now === undefined)
      return offerText('The mix is no longer in the file, so its text was not inserted.', text);
    if ((now.mix.text ?? '') !== (before.mix.text ?? '')) {
      return offerText('The text of this mix was changed meanwhile, so the new one was not inserted.', text);
    }
    if (now.mix.text?.trim() === text.trim()) return true;
    const parsed = open.project.documents.get(uri.toString());
    if (parsed === undefined || open.version !== document.version) continue;
    const { start, end, newText } = insertTextEdit(parsed, now.mix.index, text);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(uri, rangeIn(document, { start, end }), newText);
    if (await vscode.workspace.applyEdit(edit)) return true;
  }
  return offerText('The file kept changing, so the text was not inserted.', text);
}

async function offerText(message: string, text: string): Promise<false> {
  const copy = 'Copy the Text';
  const chosen = await vscode.window.showWarningMessage(`${message} It is kept in the store.`, copy);
  if (chosen === copy) await vscode.env.clipboard.writeText(text);
  return false;
}
