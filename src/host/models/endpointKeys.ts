import * as vscode from 'vscode';
import { type EndpointSettings, readSettings } from '../settings.ts';
import { UserError } from '../userError.ts';
import type { Keys } from './keys.ts';
import { addressOf } from './models.ts';

/** Asks for an endpoint's key and keeps it. Resolves to false where none was given. */
export async function endpointKey(keys: Keys, name: string, endpoint: EndpointSettings): Promise<boolean> {
  const key = await vscode.window.showInputBox({
    title: `Skillmix: Key for ${name}`,
    prompt: `Kept in the editor's secret storage, and sent to ${addressOf(endpoint)} only.`,
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) => (/\s/u.test(text.trim()) ? 'A key holds no spaces.' : undefined),
  });
  if (key === undefined || key.trim() === '') return false;
  await keys.set(name, endpoint, key.trim());
  return true;
}

/** The command *Set an Endpoint's Key*. */
export async function setKey(keys: Keys, named?: unknown): Promise<void> {
  const [name, endpoint] = await pickEndpoint(named, 'Which endpoint gets a key?');
  if (!(await endpointKey(keys, name, endpoint))) return;
  void vscode.window.showInformationMessage(`The key for ${name} is kept in the editor's secret storage.`);
}

/** The command *Forget an Endpoint's Key*. */
export async function forgetKey(keys: Keys, named?: unknown): Promise<void> {
  const [name, endpoint] = await pickEndpoint(named, 'Which endpoint’s key is to be forgotten?');
  await keys.forget(name, endpoint);
  void vscode.window.showInformationMessage(`The key for ${name} is forgotten.`);
}

async function pickEndpoint(named: unknown, title: string): Promise<readonly [string, EndpointSettings]> {
  const { endpoints } = readSettings();
  const keyed = [...endpoints].filter(([, endpoint]) => endpoint.kind !== 'vscode');
  const name =
    typeof named === 'string'
      ? named
      : await vscode.window
          .showQuickPick(
            keyed.map(([label, endpoint]) => ({ label, description: addressOf(endpoint) })),
            { title: `Skillmix: ${title}`, ignoreFocusOut: true },
          )
          .then((chosen) => chosen?.label);
  if (name === undefined) throw new vscode.CancellationError();
  const endpoint = endpoints.get(name);
  if (endpoint === undefined) throw new UserError(`There is no endpoint "${name}".`);
  return [name, endpoint];
}
