import * as vscode from 'vscode';
import type { TargetProbe } from '../../../core/jobs/probe.ts';
import type { TargetFailure, TargetPort } from '../../../core/jobs/targetPort.ts';

/** Connects, and asks what the target has; again as often as the user wants to. Undefined: it was left. */
export async function probeTarget(port: TargetPort): Promise<TargetProbe | undefined> {
  for (;;) {
    const outcome = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: `Skillmix: asking what ${port.name} has`,
        cancellable: true,
      },
      (_, token) => {
        const stop = new AbortController();
        token.onCancellationRequested(() => stop.abort());
        return port.probe(stop.signal);
      },
    );
    if (outcome.kind === 'ok') return outcome.value;
    if (outcome.failure.kind === 'cancelled') return undefined;
    if (!(await wantsToTryAgain(port, outcome.failure))) return undefined;
  }
}

const AGAIN = 'Try Again';
const TERMINAL = 'Connect in a Terminal';

/** Host keys and passwords are between the user and `ssh`: both are settled in a terminal, never here. */
async function wantsToTryAgain({ target }: TargetPort, { kind, message }: TargetFailure): Promise<boolean> {
  const host = 'host' in target ? target.host : undefined;
  const canMend = host !== undefined && (kind === 'host-key' || kind === 'denied' || kind === 'unreachable');
  const detail = canMend
    ? 'Connect once in a terminal: ssh asks there whether the host is the right one, and says what it lacks. Then try again.'
    : 'Mend it, and try again.';
  const ways = canMend ? [TERMINAL, AGAIN] : [AGAIN];
  const chosen = await vscode.window.showWarningMessage(message, { modal: true, detail }, ...ways);
  if (chosen !== TERMINAL || host === undefined) return chosen === AGAIN;
  // No shell reads the name of the host.
  vscode.window.createTerminal({ name: `ssh ${host}`, shellPath: 'ssh', shellArgs: ['--', host] }).show();
  return (await vscode.window.showInformationMessage(`Skillmix: is ${host} reached now?`, AGAIN)) === AGAIN;
}
