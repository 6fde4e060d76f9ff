import * as vscode from 'vscode';

/** The name that reviews carry; undefined where nobody has told it yet. */
export function reviewerName(): string | undefined {
  const name = vscode.workspace.getConfiguration('skillmix').get<unknown>('reviewer');
  return typeof name === 'string' && name.trim() !== '' ? name.trim() : undefined;
}

/** Asks once, and keeps the name in the user's settings. Undefined: the user does not tell. */
export async function askReviewer(): Promise<string | undefined> {
  const told = await vscode.window.showInputBox({
    title: 'Who reviews?',
    prompt: 'Reviews carry this name, and go with the results when they are handed on. It can be a code.',
    placeHolder: 'Ann Example',
    validateInput: (name) => (name.trim() === '' ? 'Write a name or a code.' : undefined),
  });
  const name = told?.trim();
  if (name === undefined || name === '') return undefined;
  const settings = vscode.workspace.getConfiguration('skillmix');
  await settings.update('reviewer', name, vscode.ConfigurationTarget.Global);
  return name;
}
