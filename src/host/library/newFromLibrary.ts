import * as vscode from 'vscode';
import { type Library, libraryOf } from '../../core/library/library.ts';
import { newSkillset } from '../../core/library/newSkillset.ts';
import { skillsetFileName } from '../../core/library/skillsetFileName.ts';
import { loadProject } from '../../core/skillset/project.ts';
import { filesOfEditor, LANGUAGE } from '../language/projects.ts';
import { UserError } from '../userError.ts';

/** Asks what to take from the library that comes with the extension, and opens a new skillset file that holds it. */
export async function newFromLibrary(extension: vscode.Uri): Promise<void> {
  const library = await readLibrary(extension);
  const categories = await pickCategories(library);
  const topics = categories && (await pickTopics(library.topics.length));
  if (categories === undefined || topics === undefined) return;
  const choice = { categories, topics };
  const folder = await folderForNew();
  if (folder === 'none')
    return show({ language: LANGUAGE, content: newSkillset(library, { ...choice, title: 'New study' }) });
  const place = folder && (await askPlace(folder));
  if (place === undefined) return;
  await create(place.uri, newSkillset(library, { ...choice, title: place.title }));
}

async function readLibrary(extension: vscode.Uri): Promise<Library> {
  const root = vscode.Uri.joinPath(extension, 'media/library/library.skillset.yaml');
  const library = libraryOf(await loadProject(root.toString(), filesOfEditor));
  if (library.categories.length > 0 && library.topics.length > 0) return library;
  throw new UserError('The library of the extension could not be read: install the extension again.');
}

async function pickCategories(library: Library): Promise<readonly string[] | undefined> {
  const items = library.categories.map(({ name, title, skills }) => ({
    label: name,
    description: `${skills.length} skills`,
    detail: title,
    picked: true,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: 'Skillmix: Which categories of skills?',
    canPickMany: true,
  });
  if (picked?.length === 0) throw new UserError('A skillset needs skills: choose at least one category.');
  return picked?.map(({ label }) => label);
}

async function pickTopics(all: number): Promise<number | undefined> {
  const items = [...SOME_TOPICS.filter((count) => count < all), all].reverse().map((count) => ({
    label: `${count} topics`,
    description: count === all ? 'all there are' : 'spread over all subjects',
    count,
  }));
  return (await vscode.window.showQuickPick(items, { title: 'Skillmix: How many topics?' }))?.count;
}

const SOME_TOPICS = [10, 20, 50];

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
