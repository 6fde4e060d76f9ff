import * as vscode from 'vscode';

/** Why studies came to a stop in this window, where no run or job tells it: a message would be gone. */
export class StudyTroubles implements vscode.Disposable {
  readonly #why = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;

  of(skillset: vscode.Uri): string | undefined {
    return this.#why.get(skillset.toString());
  }

  keep(skillset: vscode.Uri, why: string): void {
    this.#why.set(skillset.toString(), why);
    this.#changed.fire();
  }

  forget(skillset: vscode.Uri): void {
    if (this.#why.delete(skillset.toString())) this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
