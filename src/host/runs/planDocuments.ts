import * as vscode from 'vscode';

const SCHEME = 'skillmix-plan';

/** Plans, and what targets have, as read-only documents. */
export class PlanDocuments implements vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: this.#changed.event,
    provideTextDocumentContent: (uri) =>
      this.#texts.get(uri.toString()) ??
      'This is not there any more: run the command that showed it again.\n',
  });

  /** Opens beside the editor. @param part what is planned, in a word */
  async show(skillset: vscode.Uri, part: string, text: string): Promise<void> {
    const name = vscode.workspace.asRelativePath(skillset).replace(/\.skillset\.ya?ml$/u, '');
    await this.open(`${name}, plan of the ${part}`, text);
  }

  /** Opens beside the editor. @param title of its tab */
  async open(title: string, text: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${title}.txt` });
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, {
      viewColumn: vscode.ViewColumn.Beside,
      preserveFocus: true,
      preview: true,
    });
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
