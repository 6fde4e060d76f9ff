import * as vscode from 'vscode';
import { skillsetFileName } from '../../core/library/skillsetFileName.ts';
import { LANGUAGE } from '../language/projects.ts';
import { UserError } from '../userError.ts';

/**
 * Asks for the name of a new skillset file, makes it and opens it; without a folder the text is opened without a file.
 * Nothing happens where the author calls it off.
 */
export async function openNewSkillset(textFor: (title: string) => string): Promise<void> {
  const folder = await folderForNew();
  if (folder === 'none') return show({ language: LANGUAGE, content: textFor('New study') });
  const place = folder && (await askPlace(folder));
  if (place !== undefined) await create(place.uri, textFor(place.title));
}

/** Undefined: there are several folders and none was chosen. */
async function folderForNew(): Promise<vscode.Uri | 'none' | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length <= 1) return folders[0]?.uri ?? 'none';
  return (await vscode.window.showWorkspaceFolderPick())?.uri;
}

interface Place {
  readonly uri: vscode.Uri;
  readonly title: string;
}

async function askPlace(folder: vscode.Uri): Promise<Place | undefined> {
  const answer = await vscode.window.showInputBox({
    title: 'Skillmix: Name of the new skillset file',
    value: 'study.skillset.yaml',
    valueSelection: [0, 'study'.length],
    validateInput: async (value) => {
      const name = skillsetFileName(value);
      if (name.kind === 'problem') return name.message;
      const isThere = await exists(vscode.Uri.joinPath(folder, name.path));
      return isThere ? `There is a file ${name.path} already: choose another name.` : undefined;
    },
  });
  const name = answer === undefined ? undefined : skillsetFileName(answer);
  if (name?.kind !== 'name') return undefined;
  return { uri: vscode.Uri.joinPath(folder, name.path), title: name.title };
}

function exists(uri: vscode.Uri): Promise<boolean> {
  return Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );
}

/** Never over another file, even one that came into being while the author was asked. */
async function create(uri: vscode.Uri, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(uri, { overwrite: false, contents: new TextEncoder().encode(text) });
  if (!(await vscode.workspace.applyEdit(edit)))
    throw new UserError(
      `The file ${uri.fsPath} could not be made: is it there already, or the folder read-only?`,
    );
  await show(uri);
}

async function show(
  file: vscode.Uri | { readonly language: string; readonly content: string },
): Promise<void> {
  const document =
    file instanceof vscode.Uri
      ? await vscode.workspace.openTextDocument(file)
      : await vscode.workspace.openTextDocument(file);
  await vscode.window.showTextDocument(document);
}
