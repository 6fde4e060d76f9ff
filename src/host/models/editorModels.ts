import * as vscode from 'vscode';
import type { ChatMessage, ModelFailure, ModelFailureKind, ModelPort } from '../../core/runs/ports.ts';

/**
 * The language models that the editor itself offers, as an endpoint.
 * They take no temperature, token limit or schema; a request that asks for a schema is refused as such.
 */
export function editorModels(name: string): ModelPort {
  return {
    identity: { name, kind: 'vscode', address: 'editor' },
    listModels: async () => {
      const models = await vscode.lm.selectChatModels();
      return { kind: 'models', models: models.map(modelName) };
    },
    ask: async (request, { signal, onText }) => {
      if (request.schema !== undefined)
        return failed('schema-unsupported', 'The editor takes no JSON schema.');
      const models = await vscode.lm.selectChatModels();
      const model = models.find((candidate) => modelName(candidate) === request.model);
      if (model === undefined) return failed('unknown-model', unknownModel(request.model, models));
      const cancellation = new vscode.CancellationTokenSource();
      const cancel = (): void => cancellation.cancel();
      signal.addEventListener('abort', cancel);
      try {
        const options = {
          justification: 'Skillmix writes and grades the texts of your mixes with this model.',
        };
        const response = await model.sendRequest(
          request.messages.map(toMessage),
          options,
          cancellation.token,
        );
        let text = '';
        for await (const piece of response.text) {
          if (signal.aborted) break;
          text += piece;
          onText?.(piece);
        }
        if (signal.aborted) return failed('cancelled', 'The call was cancelled.');
        if (text === '') return failed('malformed', `${request.model} sent an empty reply.`);
        return { kind: 'reply', reply: { text, finish: 'stop', raw: { text } } };
      } catch (error) {
        if (signal.aborted) return failed('cancelled', 'The call was cancelled.');
        return { kind: 'failure', failure: failureOf(error) };
      } finally {
        signal.removeEventListener('abort', cancel);
        cancellation.dispose();
      }
    },
  };
}

/** The name in `vscode/NAME`: vendor and id tell any two models apart. */
function modelName(model: vscode.LanguageModelChat): string {
  return `${model.vendor}/${model.id}`;
}

/** The editor knows no system role: such a message is passed as the user's. */
function toMessage({ role, content }: ChatMessage): vscode.LanguageModelChatMessage {
  if (role === 'assistant') return vscode.LanguageModelChatMessage.Assistant(content);
  return vscode.LanguageModelChatMessage.User(content);
}

function unknownModel(wanted: string, models: readonly vscode.LanguageModelChat[]): string {
  if (models.length === 0) return 'The editor offers no language model: install an extension that does.';
  return `The editor offers no model ${wanted}. It offers ${models.map(modelName).join(', ')}.`;
}

function failed(kind: ModelFailureKind, message: string): { kind: 'failure'; failure: ModelFailure } {
  return { kind: 'failure', failure: { kind, message } };
}

function failureOf(error: unknown): ModelFailure {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof vscode.LanguageModelError)) return { kind: 'server', message };
  if (error.code === vscode.LanguageModelError.NoPermissions.name) {
    return {
      kind: 'no-permission',
      message: `The editor did not allow Skillmix to use its model: ${message}`,
    };
  }
  if (error.code === vscode.LanguageModelError.NotFound.name) return { kind: 'unknown-model', message };
  if (error.code === vscode.LanguageModelError.Blocked.name) return { kind: 'quota', message };
  return { kind: 'server', message };
}
