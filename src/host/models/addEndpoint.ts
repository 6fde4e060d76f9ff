import * as vscode from 'vscode';
import type { Engine } from '../engine.ts';
import { readSettings } from '../settings.ts';
import { endpointKey } from './endpointKeys.ts';
import type { Keys } from './keys.ts';
import { saveSetting } from './saveSetting.ts';

/** The command *Add an Endpoint*: asks for name, protocol and address, and tries the connection before it is kept. */
export async function addEndpoint(tools: { readonly engine: Engine; readonly keys: Keys }): Promise<void> {
  const kind = await pickKind();
  const baseUrl = kind === undefined ? undefined : await askAddress(kind);
  const name = baseUrl === undefined ? undefined : await askName(baseUrl);
  if (kind === undefined || baseUrl === undefined || name === undefined) return;
  const endpoint = { kind, baseUrl };
  const open = 'No key needed';
  const keyed = await vscode.window.showQuickPick([open, 'It needs a key'], {
    title: `Skillmix: Does ${name} need a key?`,
    ignoreFocusOut: true,
  });
  if (keyed === undefined) return;
  if (keyed !== open && !(await endpointKey(tools.keys, name, endpoint))) return;
  const port = await tools.engine.modelPort(name, endpoint, await tools.keys.get(name, endpoint));
  const list = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Trying ${baseUrl}` },
    () => port.listModels(AbortSignal.timeout(15_000)),
  );
  if (list.kind === 'failure') {
    const keep = 'Keep It All the Same';
    const chosen = await vscode.window.showWarningMessage(list.failure.message, keep);
    if (chosen !== keep) return;
  }
  const configured = vscode.workspace.getConfiguration('skillmix').get<Record<string, unknown>>('endpoints');
  await saveSetting('endpoints', { ...configured, [name]: endpoint });
  const found = list.kind === 'models' ? ` It offers ${list.models.length} models.` : '';
  void vscode.window.showInformationMessage(`The endpoint ${name} is kept in the settings.${found}`);
}

async function pickKind(): Promise<'openai' | 'anthropic' | undefined> {
  const chosen = await vscode.window.showQuickPick(
    [
      {
        label: 'OpenAI-compatible',
        description: 'vLLM, Ollama, LM Studio, llama.cpp, OpenAI',
        kindOf: 'openai' as const,
      },
      { label: 'Anthropic-compatible', kindOf: 'anthropic' as const },
    ],
    { title: 'Skillmix: What does the endpoint speak?', ignoreFocusOut: true },
  );
  return chosen?.kindOf;
}

function askAddress(kind: 'openai' | 'anthropic'): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: 'Skillmix: The endpoint’s address',
    value: kind === 'openai' ? 'http://127.0.0.1:8000/v1' : 'http://127.0.0.1:8000',
    prompt: kind === 'openai' ? 'It usually ends in /v1' : 'Without /v1',
    validateInput: (text) =>
      /^https?:\/\//iu.test(text) && URL.canParse(text)
        ? undefined
        : 'Write an address that starts with http:// or https://.',
    ignoreFocusOut: true,
  });
}

function askName(baseUrl: string): Thenable<string | undefined> {
  const taken = readSettings().endpoints;
  return vscode.window.showInputBox({
    title: 'Skillmix: The endpoint’s name',
    prompt: `Models of ${baseUrl} will be called NAME/model`,
    validateInput: (text) => {
      if (!/^[A-Za-z0-9][\w.-]*$/u.test(text)) return 'Use letters, digits, dots, hyphens and underscores.';
      return taken.has(text) ? `There is an endpoint ${text} already.` : undefined;
    },
    ignoreFocusOut: true,
  });
}
