// A small server that speaks OpenAI's chat completions for one model on this machine.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { RequestError, readChatRequest } from './chatRequest.mjs';

/**
 * @typedef {import('./chatRequest.mjs').ChatRequest} ChatRequest
 *
 * @typedef {object} ChatModel
 * @property {string} name
 * @property {number} [atOnce] how many requests it answers at a time; one if it does not say
 * @property {(request: ChatRequest, options: { signal: AbortSignal, onText: (text: string) => void }) => Promise<ChatReply>} reply
 *
 * @typedef {object} ChatReply
 * @property {string} text all that `onText` was called with
 * @property {'stop' | 'length'} finishReason
 * @property {number} promptTokens
 * @property {number} completionTokens
 *
 * @typedef {object} ChatServer
 * @property {string} baseUrl such as http://127.0.0.1:4000/v1
 * @property {() => Promise<void>} close
 */

/**
 * Serves the model on a free port of this machine, to this machine only.
 * @param {ChatModel} model
 * @returns {Promise<ChatServer>}
 */
export async function serveChat(model) {
  const inTurn = queue(model.atOnce ?? 1);
  const server = createServer((request, response) => {
    answer(model, inTurn, request, response).catch((error) => sendError(response, error));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    baseUrl: `http://127.0.0.1:${address.port}/v1`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/**
 * @param {ChatModel} model
 * @param {ReturnType<typeof queue>} inTurn
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function answer(model, inTurn, request, response) {
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? ''))
    throw new RequestError(403, 'this server is for programs on this machine');
  const route = `${request.method} ${new URL(request.url ?? '/', 'http://localhost').pathname}`;
  if (route === 'GET /v1/models') return sendJson(response, 200, modelList(model.name));
  if (route !== 'POST /v1/chat/completions') throw new RequestError(404, `there is no ${route}`);
  const chat = readChatRequest(await readText(request));
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  await inTurn(async () => {
    if (!gone.signal.aborted) await send(model, chat, response, gone.signal);
  });
}

/**
 * @param {ChatModel} model
 * @param {ChatRequest} chat
 * @param {import('node:http').ServerResponse} response
 * @param {AbortSignal} signal
 */
async function send(model, chat, response, signal) {
  const envelope = {
    id: `chatcmpl-${randomUUID()}`,
    created: Math.floor(Date.now() / 1000),
    model: model.name,
  };
  if (!chat.stream) {
    const reply = await model.reply(chat, { signal, onText: () => {} });
    const message = { role: 'assistant', content: reply.text };
    const choices = [{ index: 0, message, finish_reason: reply.finishReason }];
    return sendJson(response, 200, {
      ...envelope,
      object: 'chat.completion',
      choices,
      usage: usageOf(reply),
    });
  }
  const chunk = (/** @type {object} */ rest) =>
    response.write(`data: ${JSON.stringify({ ...envelope, object: 'chat.completion.chunk', ...rest })}\n\n`);
  const onText = (/** @type {string} */ content) =>
    chunk({ choices: [{ index: 0, delta: { content }, finish_reason: null }] });
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  chunk({ choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }] });
  const reply = await model.reply(chat, { signal, onText });
  chunk({ choices: [{ index: 0, delta: {}, finish_reason: reply.finishReason }] });
  if (chat.includeUsage) chunk({ choices: [], usage: usageOf(reply) });
  response.end('data: [DONE]\n\n');
}

/** @param {ChatReply} reply */
function usageOf({ promptTokens, completionTokens }) {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
  };
}

/** @param {string} id */
function modelList(id) {
  return { object: 'list', data: [{ id, object: 'model', created: 0, owned_by: 'this machine' }] };
}

/**
 * Runs what it is given in order, so many at a time.
 * @param {number} atOnce
 */
function queue(atOnce) {
  /** @type {(() => void)[]} */
  const waiting = [];
  let running = 0;
  return async (/** @type {() => Promise<void>} */ work) => {
    if (running >= atOnce) await new Promise((resolve) => waiting.push(() => resolve(undefined)));
    else running += 1;
    try {
      await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}

/** @param {import('node:http').IncomingMessage} request */
async function readText(request) {
  let text = '';
  for await (const data of request.setEncoding('utf8')) text += data;
  return text;
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {object} body
 */
function sendJson(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/**
 * After the head is out, cutting the stream is all that can tell the client.
 * @param {import('node:http').ServerResponse} response
 * @param {unknown} error
 */
function sendError(response, error) {
  if (response.headersSent) return response.destroy();
  const [status, type] =
    error instanceof RequestError ? [error.status, 'invalid_request_error'] : [500, 'server_error'];
  const message = error instanceof Error ? error.message : String(error);
  return sendJson(response, status, { error: { message, type, code: null, param: null } });
}
