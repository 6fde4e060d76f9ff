// A small real model, run on this machine's processor by node-llama-cpp.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { RequestError } from './chatRequest.mjs';

const contextSize = 4096;
/** A small model does not know when to stop; a demo does. */
const mostTokens = { text: 160, json: 700 };
const mostCharacters = 100;

/**
 * @typedef {import('./chatServer.mjs').ChatModel} ChatModel
 * @typedef {import('./chatRequest.mjs').ChatRequest} ChatRequest
 */

/**
 * Loads the model; the caller disposes of it.
 * @param {{ runtime: string, file: string, name: string }} source the folder of the runtime, the model's file, its name
 * @param {{ atOnce?: number }} [options] how many requests it answers at a time; together they take less time than in turn
 * @returns {Promise<ChatModel & { dispose: () => Promise<void> }>}
 */
export async function loadLlama({ runtime, file, name }, { atOnce = 1 } = {}) {
  const { getLlama, LlamaChatSession } = await importRuntime(runtime);
  const llama = await getLlama({ gpu: false, build: 'never', logLevel: 'error' });
  const model = await llama.loadModel({ modelPath: file });
  // More threads than half the cores make a small model slower: the other half is the editor's.
  const threads = Math.max(1, Math.floor(availableParallelism() / 2));
  const context = await model.createContext({ contextSize, threads, sequences: atOnce });
  const free = Array.from({ length: atOnce }, () => context.getSequence());
  return {
    name,
    atOnce,
    dispose: () => llama.dispose(),
    reply: async (request, { signal, onText }) => {
      const promptTokens = countTokens(model, request);
      const maxTokens = tokenLimit(request, promptTokens);
      const sequence = free.pop();
      if (sequence === undefined) throw new RequestError(503, `it answers ${atOnce} requests at a time`);
      const session = new LlamaChatSession({ contextSequence: sequence, autoDisposeSequence: false });
      session.setChatHistory(historyOf(request));
      let completionTokens = 0;
      try {
        const { responseText, stopReason } = await session.promptWithMeta(lastOf(request), {
          maxTokens,
          signal,
          temperature: request.temperature ?? 0.7,
          responsePrefix: prefixFor(request),
          onTextChunk: onText,
          onToken: (/** @type {unknown[]} */ tokens) => {
            completionTokens += tokens.length;
          },
          ...(request.seed === undefined ? {} : { seed: request.seed }),
          ...(request.schema === undefined ? {} : { grammar: await grammarFor(llama, request.schema) }),
        });
        const finishReason = stopReason === 'maxTokens' ? 'length' : 'stop';
        return { text: responseText, finishReason, promptTokens, completionTokens };
      } finally {
        session.dispose({ disposeSequence: false });
        free.push(sequence);
      }
    },
  };
}

/** The runtime lies in the cache, not in node_modules: it is loaded by its path, and has no types here. */
function importRuntime(/** @type {string} */ runtime) {
  return import(pathToFileURL(join(runtime, 'node_modules/node-llama-cpp/dist/index.js')).href);
}

/** @param {ChatRequest} request */
function historyOf({ messages }) {
  return messages
    .slice(0, -1)
    .map(({ role, content }) =>
      role === 'assistant' ? { type: 'model', response: [content] } : { type: role, text: content },
    );
}

/** @param {ChatRequest} request */
function lastOf({ messages }) {
  return messages.at(-1)?.content ?? '';
}

/**
 * A model of this size often forgets the label that its reply was asked to begin with; so its reply begins with it.
 * @param {ChatRequest} request
 */
function prefixFor(request) {
  return request.schema === undefined && lastOf(request).includes('"Answer:"') ? 'Answer:' : undefined;
}

/**
 * @param {{ tokenize(text: string): readonly unknown[] }} model
 * @param {ChatRequest} request
 */
function countTokens(model, { messages }) {
  const tokensAround = 8;
  return messages.reduce((sum, { content }) => sum + model.tokenize(content).length + tokensAround, 0);
}

/**
 * @param {ChatRequest} request
 * @param {number} promptTokens
 */
function tokenLimit({ maxTokens, schema }, promptTokens) {
  const room = contextSize - promptTokens;
  if (room < 64)
    throw new RequestError(400, `the messages are longer than the model's ${contextSize} tokens`);
  const most = schema === undefined ? mostTokens.text : mostTokens.json;
  return Math.min(maxTokens ?? most, most, room);
}

/**
 * @param {{ createGrammarForJsonSchema(schema: object): Promise<unknown>, getGrammarFor(kind: string): Promise<unknown> }} llama
 * @param {object} schema
 */
function grammarFor(llama, schema) {
  if (Object.keys(schema).length === 0) return llama.getGrammarFor('json');
  return llama.createGrammarForJsonSchema(tightened(schema)).catch((error) => {
    throw new RequestError(400, `this schema is not supported: ${error.message}`);
  });
}

/**
 * The schema with a limit for each string that has none: a model of this size does not always find the end of one.
 * @param {unknown} schema
 * @returns {object}
 */
function tightened(schema) {
  return JSON.parse(JSON.stringify(schema), (_key, value) =>
    value?.type === 'string' && value.enum === undefined ? { maxLength: mostCharacters, ...value } : value,
  );
}
