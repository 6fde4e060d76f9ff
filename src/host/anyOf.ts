import * as vscode from 'vscode';

/** Fires when one of the events does. */
export function anyOf(...events: readonly vscode.Event<unknown>[]): vscode.Event<void> {
  return (listener, thisArgument, disposables) => {
    const subscriptions = events.map((event) => event(() => listener.call(thisArgument)));
    const all = vscode.Disposable.from(...subscriptions);
    disposables?.push(all);
    return all;
  };
}
