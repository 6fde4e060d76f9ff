import * as vscode from 'vscode';

/** Does what may take a while under a notification that can cancel it. Undefined: it was cancelled. */
export async function cancellable<T>(
  title: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const stop = new AbortController();
  const { signal } = stop;
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (_, token) => {
    token.onCancellationRequested(() => stop.abort());
    try {
      const done = await work(signal);
      return signal.aborted ? undefined : done;
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    }
  });
}
