import * as vscode from 'vscode';
import { UserError, withErrorsShown } from './userError.ts';

/** A command as the palette, a lens or a view calls it: anybody may, with whatever argument. */
export interface CommandEntry {
  /** Without the `skillmix.` before it. */
  readonly id: string;
  /** What it does, as in "Grading failed". */
  readonly title: string;
  readonly body: (argument: unknown) => Promise<unknown>;
}

/** Registers a command; what goes wrong in it is shown. */
export function registerCommand(
  log: vscode.LogOutputChannel,
  { id, title, body }: CommandEntry,
): vscode.Disposable {
  return vscode.commands.registerCommand(`skillmix.${id}`, (argument?: unknown) =>
    withErrorsShown(log, title, async () => {
      await body(argument);
    }),
  );
}

/** What leaves the machine, or opens a store, waits for trust. */
export function registerTrustedCommand(
  log: vscode.LogOutputChannel,
  { id, title, body }: CommandEntry,
): vscode.Disposable {
  return registerCommand(log, {
    id,
    title,
    body: async (argument) => {
      if (!vscode.workspace.isTrusted) throw restricted(title);
      return body(argument);
    },
  });
}

function restricted(title: string): UserError {
  return new UserError(
    `${title} is off in Restricted Mode: nothing runs or leaves the machine before you trust this workspace.`,
    [{ title: 'Manage Workspace Trust', command: 'workbench.trust.manage' }],
  );
}
