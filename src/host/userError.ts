import * as vscode from 'vscode';

const NAME = 'UserError';

/** Something that the user can mend. Its message says what happened, to what, and what to do next. */
export class UserError extends Error {
  readonly actions: readonly UserAction[];

  constructor(message: string, actions: readonly UserAction[] = []) {
    super(message);
    this.name = NAME;
    this.actions = actions;
  }
}

/** A way out, offered as a button under the message. */
export interface UserAction {
  readonly title: string;
  readonly command: string;
  readonly args?: readonly unknown[];
}

/** Runs a command's body; the one place where errors are caught and shown. */
export async function withErrorsShown(
  log: vscode.LogOutputChannel,
  title: string,
  body: () => Promise<void>,
): Promise<void> {
  try {
    await body();
  } catch (error) {
    if (error instanceof vscode.CancellationError) return;
    if (isUserError(error)) return offer(error.message, error.actions);
    log.error(error instanceof Error ? error : String(error));
    await offer(`${title} failed: ${error instanceof Error ? error.message : String(error)}`, [
      { title: 'Show Log', command: 'skillmix.showLog' },
    ]);
  }
}

/** By name: a bundle that is loaded later has a class of its own for it. */
function isUserError(error: unknown): error is UserError {
  return error instanceof Error && error.name === NAME;
}

/** Shows a message with its ways out, and takes the one that is chosen. */
export async function offer(message: string, actions: readonly UserAction[]): Promise<void> {
  const chosen = await vscode.window.showErrorMessage(message, ...actions.map(({ title }) => title));
  const action = actions.find(({ title }) => title === chosen);
  if (action !== undefined) await vscode.commands.executeCommand(action.command, ...(action.args ?? []));
}
