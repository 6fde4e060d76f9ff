import * as vscode from 'vscode';

/** Something that is being done for one mix. */
export interface Activity {
  readonly document: vscode.Uri;
  readonly skills: readonly string[];
  readonly topic: string;
  /** In words, for the lens above the mix. */
  step: string;
  /** The text so far. */
  text: string;
  readonly abort: AbortController;
}

/** What is running in this window, so that it can be shown and cancelled. */
export class Activities implements vscode.Disposable {
  readonly #running = new Set<Activity>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #progressed = new vscode.EventEmitter<void>();
  /** Something began, ended, or came to another step. */
  readonly onDidChange = this.#changed.event;
  /** A text grew. */
  readonly onDidProgress = this.#progressed.event;

  list(): readonly Activity[] {
    return [...this.#running];
  }

  /** Runs `body` as an activity with a notification that can cancel it. */
  async run<T>(
    activity: Omit<Activity, 'abort' | 'text'>,
    title: string,
    body: (activity: Activity, update: (step: string, text: string) => void) => Promise<T>,
  ): Promise<T> {
    const running: Activity = { ...activity, text: '', abort: new AbortController() };
    this.#running.add(running);
    this.#tell();
    try {
      return await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Notification, title, cancellable: true },
        async (progress, token) => {
          token.onCancellationRequested(() => running.abort.abort());
          progress.report({ message: running.step });
          return body(running, (step, text) => {
            const isNewStep = step !== running.step;
            running.step = step;
            running.text = text;
            this.#progressed.fire();
            if (!isNewStep) return;
            progress.report({ message: step });
            this.#changed.fire();
          });
        },
      );
    } finally {
      this.#running.delete(running);
      this.#tell();
    }
  }

  cancelAll(): void {
    for (const { abort } of this.#running) abort.abort();
  }

  dispose(): void {
    this.cancelAll();
    this.#changed.dispose();
    this.#progressed.dispose();
  }

  #tell(): void {
    void vscode.commands.executeCommand('setContext', 'skillmix.busy', this.#running.size > 0);
    this.#changed.fire();
  }
}
