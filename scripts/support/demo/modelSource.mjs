// Finds the best model that the demo can have without being told: a key, a running server, a small download.
import { serveChat } from './chatServer.mjs';
import { forwardWithKey } from './keyForwarder.mjs';
import { loadLlama } from './llamaModel.mjs';
import { scriptedWriter } from './scriptedWriter.mjs';
import { provideSmallModel } from './smallModel.mjs';

/**
 * @typedef {object} DemoModel
 * @property {string} about one line for the user
 * @property {Record<string, object>} endpoints as in the setting `skillmix.endpoints`; none of them needs a key
 * @property {string} student as endpoint/model
 * @property {readonly string[]} graders
 * @property {number} concurrency how many calls it takes at a time
 * @property {() => Promise<void>} close
 *
 * @typedef {(say: (line: string) => void) => Promise<DemoModel | undefined>} ModelSource
 */

/** In the order in which they are tried. @type {Readonly<Record<string, ModelSource>>} */
const sources = {
  environment: fromEnvironment,
  local: fromLocalServer,
  small: fromSmallModel,
  scripted: fromScript,
};

/** Their names, for the command line. */
export const sourceNames = Object.keys(sources);

/**
 * @param {(line: string) => void} say
 * @param {string} [only] the name of the one source to use
 * @returns {Promise<DemoModel>} the caller closes it
 */
export async function findModel(say, only) {
  for (const [name, source] of Object.entries(sources)) {
    if (only !== undefined && name !== only) continue;
    const model = await source(say);
    if (model !== undefined) return model;
  }
  throw new Error(`There is no model from the source "${only}" here.`);
}

/** @type {ModelSource} */
async function fromEnvironment(say) {
  for (const [kind, variable] of /** @type {const} */ ([
    ['openai', 'OPENAI_API_KEY'],
    ['anthropic', 'ANTHROPIC_API_KEY'],
  ])) {
    const key = process.env[variable]?.trim();
    if (!key) continue;
    const provider = providers[kind](key);
    const model =
      process.env.SKILLMIX_DEMO_MODEL ?? preferred(await listModels(provider.list, provider.headers));
    if (model === undefined) {
      say(`${variable} is set, but ${new URL(provider.list).host} gives no list of models with it.`);
      continue;
    }
    const { baseUrl, close } = await forwardWithKey(provider);
    const about = `${model}, with the key in ${variable}: the provider charges you for a few dozen short calls.`;
    return { ...described(kind, { kind, baseUrl }, model, about), concurrency: 4, close };
  }
  return undefined;
}

const providers = {
  openai: (/** @type {string} */ key) => {
    const baseUrl = trimmed(process.env.OPENAI_BASE_URL) ?? 'https://api.openai.com/v1';
    return { baseUrl, list: `${baseUrl}/models`, headers: { authorization: `Bearer ${key}` } };
  },
  anthropic: (/** @type {string} */ key) => {
    const baseUrl = trimmed(process.env.ANTHROPIC_BASE_URL) ?? 'https://api.anthropic.com';
    const headers = { 'x-api-key': key, 'anthropic-version': '2023-06-01' };
    return { baseUrl, list: `${baseUrl}/v1/models`, headers };
  },
};

/** Small and cheap ones, where the provider has them. */
function preferred(/** @type {readonly string[]} */ models) {
  const wanted = [/^gpt-4o-mini$/, /^gpt-[\d.]+-mini$/, /haiku/];
  return wanted.map((name) => models.find((model) => name.test(model))).find(Boolean) ?? models[0];
}

/** @type {ModelSource} */
async function fromLocalServer() {
  const usualPorts = { ollama: 11434, 'lm-studio': 1234, 'llama-cpp': 8080, vllm: 8000 };
  for (const [name, port] of Object.entries(usualPorts)) {
    const baseUrl = `http://127.0.0.1:${port}/v1`;
    const [model] = await listModels(`${baseUrl}/models`, {});
    if (model === undefined) continue;
    const endpoint = { kind: 'openai', baseUrl, timeoutSeconds: 600 };
    const about = `${model}, from the server at ${baseUrl}`;
    return { ...described(name, endpoint, model, about), concurrency: 2, close: async () => {} };
  }
  return undefined;
}

/** @type {ModelSource} */
async function fromSmallModel(say) {
  try {
    const model = await loadLlama(await provideSmallModel(say));
    const { baseUrl, close } = await serveChat(model);
    const about = `${model.name}, run on this machine. It is very small: expect it to miss most points.`;
    const endpoint = { kind: 'openai', baseUrl, timeoutSeconds: 600 };
    const closeAll = () => close().then(model.dispose);
    return { ...described('local', endpoint, model.name, about), concurrency: 1, close: closeAll };
  } catch (error) {
    say(`A small model cannot be had: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}

/** @type {ModelSource} */
async function fromScript() {
  const { baseUrl, close } = await serveChat(scriptedWriter);
  const { name } = scriptedWriter;
  const about = `${name}: a script that is no model writes, and only the rule grader grades.`;
  const endpoint = { kind: 'openai', baseUrl };
  return { ...described('script', endpoint, name, about), graders: ['rule'], concurrency: 4, close };
}

/**
 * @param {string} name
 * @param {object} endpoint
 * @param {string} model
 * @param {string} about
 */
function described(name, endpoint, model, about) {
  const student = `${name}/${model}`;
  return { about, endpoints: { [name]: endpoint }, student, graders: ['rule', student] };
}

/**
 * The names that the address lists; none if nothing answers there.
 * @param {string} address
 * @param {Record<string, string>} headers
 * @returns {Promise<string[]>}
 */
async function listModels(address, headers) {
  try {
    const reply = await fetch(address, { headers, signal: AbortSignal.timeout(5000) });
    if (!reply.ok) return [];
    const list = /** @type {{ data?: { id: string }[] }} */ (await reply.json());
    return (list.data ?? []).map(({ id }) => id);
  } catch {
    return [];
  }
}

/** @param {string | undefined} address */
function trimmed(address) {
  return address?.trim().replace(/\/+$/, '') || undefined;
}
