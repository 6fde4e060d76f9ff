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
  readonly onDidChange = this.#changed.event;

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
            if (step !== running.step) progress.report({ message: step });
            running.step = step;
            running.text = text;
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
  }

  #tell(): void {
    void vscode.commands.executeCommand('setContext', 'skillmix.busy', this.#running.size > 0);
    this.#changed.fire();
  }
}
