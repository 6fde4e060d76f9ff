import * as vscode from 'vscode';
import type { TargetPort } from '../../../core/jobs/targetPort.ts';
import type { Targets } from './targets.ts';

/** The target of this name; without one, that which is picked. @throws UserError where there is none of this name */
export async function pickTarget(targets: Targets, named: string | undefined): Promise<TargetPort> {
  if (named !== undefined) return targets.of(named);
  const names = [...targets.known().targets.keys()];
  const picked = await vscode.window.showQuickPick(names, { title: 'Skillmix: On which target?' });
  if (picked === undefined) throw new vscode.CancellationError();
  return targets.of(picked);
}
