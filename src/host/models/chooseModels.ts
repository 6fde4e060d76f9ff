import * as vscode from 'vscode';
import { RULE_GRADER } from '../../core/runs/modelRef.ts';
import type { Engine } from '../engine.ts';
import { readSettings } from '../settings.ts';
import { UserError } from '../userError.ts';
import { editorModels } from './editorModels.ts';
import { endpointKey } from './endpointKeys.ts';
import type { Keys } from './keys.ts';
import type { KnownModels } from './knownModels.ts';
import { addressOf, type Models, needsKey } from './models.ts';
import { saveSetting } from './saveSetting.ts';

/** A place to get a model from, before its models are listed. */
interface Source {
  /** The endpoint's name; for a server that was found, the name it will get. */
  readonly endpoint: string;
  /** Set for a server that was found and is not in the settings yet. */
  readonly found?: { readonly baseUrl: string };
  /** Known models; undefined: ask the endpoint. */
  readonly models?: readonly string[];
}

interface SourceItem extends vscode.QuickPickItem {
  readonly source?: Source;
  readonly command?: string;
}

export interface ChooseModelsTools {
  readonly engine: Engine;
  readonly models: Models;
  readonly keys: Keys;
  readonly known: KnownModels;
}

/** Leads to a student and graders: what needs no key comes first. Resolves to false where nothing was chosen. */
export async function chooseModels(tools: ChooseModelsTools, scope?: vscode.Uri): Promise<boolean> {
  const student = await pickModel(tools, 'Who writes the texts? (the student)', scope);
  if (student === undefined) return false;
  await saveSetting('student', student, scope);
  const graders = await pickGraders(tools, student, scope);
  if (graders !== undefined) await saveSetting('graders', graders, scope);
  const grading = graders === undefined || graders.length === 0 ? '' : `, ${graders.join(' and ')} grading`;
  vscode.window.setStatusBarMessage(`Skillmix: ${student} writing${grading}`, 8000);
  return true;
}

async function pickGraders(
  tools: ChooseModelsTools,
  student: string,
  scope: vscode.Uri | undefined,
): Promise<string[] | undefined> {
  const another = 'Another model…';
  const items: vscode.QuickPickItem[] = [
    {
      label: RULE_GRADER,
      description: 'no model, free, repeatable: skills that carry a check',
      picked: true,
    },
    { label: student, description: 'the student grades itself: for trying out, not for publishing' },
    { label: another },
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Skillmix: Who grades?',
    placeHolder: 'One or more graders',
    canPickMany: true,
    ignoreFocusOut: true,
  });
  if (chosen === undefined) return undefined;
  const names = chosen.map(({ label }) => label).filter((label) => label !== another);
  if (names.length === chosen.length) return names;
  const grader = await pickModel(tools, 'Which model grades?', scope);
  return grader === undefined ? names : [...names, grader];
}

async function pickModel(
  tools: ChooseModelsTools,
  title: string,
  scope: vscode.Uri | undefined,
): Promise<string | undefined> {
  const chosen = await vscode.window.showQuickPick(sourceItems(tools, scope), {
    title: `Skillmix: ${title}`,
    placeHolder: 'Where does the model answer?',
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  if (chosen?.command !== undefined) await vscode.commands.executeCommand(chosen.command);
  if (chosen?.source === undefined) return undefined;
  const { source } = chosen;
  if (source.found !== undefined) await addFound(source.endpoint, source.found.baseUrl, scope);
  const model = await pickName(tools, source, scope);
  return model === undefined ? undefined : `${source.endpoint}/${model}`;
}

async function sourceItems(tools: ChooseModelsTools, scope: vscode.Uri | undefined): Promise<SourceItem[]> {
  const settings = readSettings(scope);
  const [servers, editor] = await Promise.all([
    tools.engine.findLocalServers(AbortSignal.timeout(3000)),
    editorModels('vscode').listModels(AbortSignal.timeout(3000)),
  ]);
  const free: SourceItem[] = servers.map(({ name, baseUrl, models }) => {
    const listed = [...settings.endpoints].find(([, endpoint]) => endpoint.baseUrl === baseUrl)?.[0];
    const source =
      listed === undefined ? { endpoint: name, found: { baseUrl }, models } : { endpoint: listed, models };
    return { label: `$(server) ${listed ?? name}`, description: `running at ${baseUrl}`, source };
  });
  const offered = editor.kind === 'models' ? editor.models : [];
  if (offered.length > 0) {
    const source = { endpoint: 'vscode', models: offered };
    free.push({ label: '$(vscode) The editor’s models', description: offered.join(', '), source });
  }
  const keyed: SourceItem[] = [];
  for (const [name, endpoint] of settings.endpoints) {
    if (endpoint.kind === 'vscode' || free.some(({ source }) => source?.endpoint === name)) continue;
    const key = await tools.keys.get(name, endpoint);
    const state = key !== undefined ? ' · key is set' : needsKey(endpoint) ? ' · needs a key' : '';
    keyed.push({
      label: `$(cloud) ${name}`,
      description: `${addressOf(endpoint)}${state}`,
      source: { endpoint: name },
    });
  }
  return [
    separator('needs no key'),
    ...free,
    ...(free.length === 0
      ? [
          {
            label: '$(info) No local server or editor model was found',
            description: 'start Ollama, LM Studio, llama.cpp or vLLM',
          },
        ]
      : []),
    separator('endpoints'),
    ...keyed,
    { label: '$(add) Add an endpoint…', command: 'skillmix.addEndpoint' },
  ];
}

function separator(label: string): SourceItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

/** Asks the endpoint for its models, which also shows that the connection works. */
async function pickName(
  tools: ChooseModelsTools,
  source: Source,
  scope: vscode.Uri | undefined,
): Promise<string | undefined> {
  const models = source.models ?? (await listModels(tools, source.endpoint, scope));
  if (models.length === 0) return typeName(source.endpoint);
  await tools.known.keep(source.endpoint, models);
  const chosen = await vscode.window.showQuickPick([...models], {
    title: `Skillmix: Which model of ${source.endpoint}?`,
    ignoreFocusOut: true,
  });
  return chosen;
}

async function typeName(endpoint: string): Promise<string | undefined> {
  const name = await vscode.window.showInputBox({
    title: `Skillmix: ${endpoint} lists no models. Which one is to be asked?`,
    prompt: 'The name as the endpoint knows it',
    ignoreFocusOut: true,
  });
  return name?.trim() || undefined;
}

async function listModels(
  tools: ChooseModelsTools,
  name: string,
  scope: vscode.Uri | undefined,
): Promise<readonly string[]> {
  const endpoint = readSettings(scope).endpoints.get(name);
  if (endpoint !== undefined && needsKey(endpoint) && (await tools.keys.get(name, endpoint)) === undefined) {
    if (!(await endpointKey(tools.keys, name, endpoint))) throw new vscode.CancellationError();
  }
  const port = await tools.models.port(name, readSettings(scope));
  const list = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Asking ${name} for its models` },
    () => port.listModels(AbortSignal.timeout(15_000)),
  );
  if (list.kind === 'models') return list.models;
  const isKey = list.failure.kind === 'no-key' || list.failure.kind === 'bad-key';
  throw new UserError(list.failure.message, [
    isKey
      ? { title: 'Set the Key', command: 'skillmix.setKey', args: [name] }
      : { title: 'Choose Another', command: 'skillmix.chooseModels' },
    { title: 'Open Setting', command: 'workbench.action.openSettings', args: ['skillmix.endpoints'] },
  ]);
}

async function addFound(name: string, baseUrl: string, scope: vscode.Uri | undefined): Promise<void> {
  const configured = vscode.workspace
    .getConfiguration('skillmix', scope)
    .get<Record<string, unknown>>('endpoints');
  await saveSetting('endpoints', { ...configured, [name]: { kind: 'openai', baseUrl } }, scope);
}
