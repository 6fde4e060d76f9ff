import * as vscode from 'vscode';

/** Writes a file that is there whole or not at all: it is written beside its place, and put there when it is whole. */
export async function writeWhole(target: vscode.Uri, content: Uint8Array): Promise<void> {
  const { fs } = vscode.workspace;
  const beside = target.with({ path: `${target.path}.part` });
  try {
    await fs.writeFile(beside, content);
    await fs.rename(beside, target, { overwrite: true });
  } catch (error) {
    await fs.delete(beside).then(undefined, () => undefined);
    throw error;
  }
}
