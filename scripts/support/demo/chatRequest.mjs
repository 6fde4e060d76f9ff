// Reads what a client asks for.

/**
 * @typedef {{ role: 'system' | 'user' | 'assistant', content: string }} ChatMessage
 *
 * @typedef {object} ChatRequest
 * @property {readonly ChatMessage[]} messages ending with the user's
 * @property {boolean} stream
 * @property {boolean} includeUsage
 * @property {number | undefined} temperature
 * @property {number | undefined} maxTokens
 * @property {number | undefined} seed
 * @property {object | undefined} schema the reply must be JSON of this schema; empty: any JSON
 */

/** A request that cannot be answered, with the HTTP status that says so. */
export class RequestError extends Error {
  /**
   * @param {number} status
   * @param {string} message
   */
  constructor(status, message) {
    super(message);
    this.name = 'RequestError';
    this.status = status;
  }
}

/**
 * @param {string} text
 * @returns {ChatRequest}
 * @throws {RequestError}
 */
export function readChatRequest(text) {
  const body = parse(text);
  return {
    messages: readMessages(body.messages),
    stream: body.stream === true,
    includeUsage: body.stream_options?.include_usage === true,
    temperature: readNumber(body.temperature, 'temperature'),
    maxTokens: readNumber(body.max_completion_tokens ?? body.max_tokens, 'max_tokens'),
    seed: readNumber(body.seed, 'seed'),
    schema: schemaOf(body.response_format),
  };
}

/** @param {string} text */
function parse(text) {
  try {
    const body = JSON.parse(text);
    if (typeof body === 'object' && body !== null) return body;
  } catch {
    // The line below says it.
  }
  throw new RequestError(400, 'the body is not a JSON object');
}

/**
 * @param {unknown} messages
 * @returns {ChatMessage[]}
 */
function readMessages(messages) {
  if (!Array.isArray(messages) || messages.at(-1)?.role !== 'user')
    throw new RequestError(400, 'messages must be a list that ends with a user message');
  return messages.map(({ role, content }) => ({ role: readRole(role), content: readContent(content) }));
}

/**
 * @param {unknown} role
 * @returns {ChatMessage['role']}
 */
function readRole(role) {
  if (role === 'user' || role === 'assistant') return role;
  if (role === 'system' || role === 'developer') return 'system';
  throw new RequestError(400, `there is no role ${JSON.stringify(role)} here`);
}

/**
 * @param {unknown} content
 * @returns {string}
 */
function readContent(content) {
  if (typeof content === 'string') return content;
  if (
    Array.isArray(content) &&
    content.every((part) => part?.type === 'text' && typeof part.text === 'string')
  )
    return content.map(({ text }) => text).join('');
  throw new RequestError(400, 'a message holds something else than text');
}

/**
 * @param {unknown} value
 * @param {string} name
 */
function readNumber(value, name) {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
  throw new RequestError(400, `${name} must be a number from 0`);
}

/**
 * @param {{ type?: string, json_schema?: { schema?: object } } | undefined} format
 * @returns {object | undefined}
 */
function schemaOf(format) {
  if (format?.type === 'json_schema') return format.json_schema?.schema ?? {};
  return format?.type === 'json_object' ? {} : undefined;
}
