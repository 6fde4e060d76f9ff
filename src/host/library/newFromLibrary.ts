import * as vscode from 'vscode';
import { type Library, libraryOf } from '../../core/library/library.ts';
import { loadProject } from '../../core/skillset/project.ts';
import type { Engine } from '../engine.ts';
import { filesOfEditor } from '../language/projects.ts';
import { UserError } from '../userError.ts';
import { openNewSkillset } from './newSkillsetFile.ts';

export interface NewFromLibraryTools {
  readonly engine: Engine;
  readonly extensionUri: vscode.Uri;
}

/** Asks what to take from the library that comes with the extension, and opens a new skillset file that holds it. */
export async function newFromLibrary({ engine, extensionUri }: NewFromLibraryTools): Promise<void> {
  const library = await readLibrary(extensionUri);
  const categories = await pickCategories(library);
  const topics = categories && (await pickTopics(library.topics.length));
  if (categories === undefined || topics === undefined) return;
  const { newSkillset } = await engine.lists();
  await openNewSkillset((title) => newSkillset(library, { title, categories, topics }));
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
