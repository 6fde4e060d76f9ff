// Leaves out of the bundles what Skillmix never calls. OpenAI's client makes an object for every part of its API, so
// that no bundler can see that most are unused: their classes become empty ones, which halves the extension.
import { readFile } from 'node:fs/promises';

/** The parts of the API that lie in folders below `resources/`; `models.mjs`, `files.mjs` and `batches.mjs`, which are used, lie above the folders. esbuild's expressions know no look-ahead. */
const inFolders = /node_modules[\\/]openai[\\/]resources[\\/].+[\\/][^\\/]+\.m?js$/;
const used = /[\\/]resources[\\/]chat[\\/]/;
/** What accumulates streams and runs tools; Skillmix reads the events of a stream itself. */
const helpers =
  /node_modules[\\/](openai|@anthropic-ai[\\/]sdk)[\\/]lib[\\/](AbstractChatCompletionRunner|ChatCompletionRunner|ChatCompletionStream|ChatCompletionStreamingRunner|EventStream|MessageStream)\.m?js$/;

/** @type {import('esbuild').Plugin} */
export const sdkSubset = {
  name: 'sdk-subset',
  setup(bundler) {
    bundler.onLoad({ filter: inFolders }, async ({ path }) => (used.test(path) ? undefined : emptied(path)));
    bundler.onLoad({ filter: helpers }, ({ path }) => emptied(path));
  },
};

/**
 * The module with its classes empty. One that only passes on what others export stays as it is; what it names is emptied
 * there.
 * @param {string} path
 * @returns {Promise<import('esbuild').OnLoadResult | undefined>}
 */
async function emptied(path) {
  const source = await readFile(path, 'utf8');
  const classes = [...source.matchAll(/^export class (\w+)/gmu)].map(([, name]) => name);
  if (classes.length === 0) return undefined;
  return { contents: classes.map((name) => `export class ${name} {}`).join('\n'), loader: 'js' };
}
