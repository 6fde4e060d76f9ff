import * as vscode from 'vscode';

/** Saves where it will be looked for: in the workspace when one is open, else for the user. */
export async function saveSetting(name: string, value: unknown, scope?: vscode.Uri): Promise<void> {
  const target =
    vscode.workspace.workspaceFolders === undefined
      ? vscode.ConfigurationTarget.Global
      : vscode.ConfigurationTarget.Workspace;
  await vscode.workspace.getConfiguration('skillmix', scope).update(name, value, target);
}
