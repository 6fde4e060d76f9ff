// Leaves out of the bundles what Skillmix never calls. OpenAI's client makes an object for every part of its API, so
// that no bundler can see that most are unused: their classes become empty ones, which halves the extension.
import { readFile } from 'node:fs/promises';

/** The parts of the API that lie in folders below `resources/`; `models.mjs`, `files.mjs` and `batches.mjs`, which are used, lie above the folders. esbuild's expressions know no look-ahead. */
const inFolders = /node_modules[\\/]openai[\\/]resources[\\/].+[\\/][^\\/]+\.m?js$/;
const used = /[\\/]resources[\\/]chat[\\/]/;
/** What accumulates streams and runs tools; Skillmix reads the events of a stream itself. */
const helpers =
  /node_modules[\\/](openai|@anthropic-ai[\\/]sdk)[\\/]lib[\\/](AbstractChatCompletionRunner|ChatCompletionRunner|ChatCompletionStream|ChatCompletionStreamingRunner|EventStream|MessageStream)\.m?js$/;

/** Ways to sign in without a key, by certificates and tokens of a platform. Skillmix passes keys only. */
const signIn =
  /node_modules[\\/]openai[\\/](auth[\\/]workload-identity-auth|internal[\\/]auth[\\/]x509-workload-identity-auth)\.m?js$/;

/** @type {import('esbuild').Plugin} */
export const sdkSubset = {
  name: 'sdk-subset',
  setup(bundler) {
    bundler.onLoad({ filter: inFolders }, async ({ path }) => (used.test(path) ? undefined : emptied(path)));
    for (const filter of [helpers, signIn]) bundler.onLoad({ filter }, ({ path }) => emptied(path));
  },
};

/**
 * The module with its classes and functions empty. One that only passes on what others export stays as it is; what it
 * names is emptied there.
 * @param {string} path
 * @returns {Promise<import('esbuild').OnLoadResult | undefined>}
 */
async function emptied(path) {
  const source = await readFile(path, 'utf8');
  // Some classes are what a function gives back, so that bundlers can drop them.
  const classes = [...source.matchAll(/^export (?:class|var) (\w+)/gmu)].map(([, name]) => name);
  const functions = [...source.matchAll(/^export (?:async )?function (\w+)/gmu)].map(([, name]) => name);
  if (classes.length === 0) return undefined;
  const empty = [
    ...classes.map((name) => `export class ${name} {}`),
    ...functions.map((name) => `export function ${name}() {}`),
  ];
  return { contents: empty.join('\n'), loader: 'js' };
}
