import { readFileSync } from 'node:fs';

/** Scripts and templates that run elsewhere: a module that imports one gets its text. */
const ENDINGS = /** @type {const} */ (['.sh', '.py', '.jinja']);

/** For esbuild. */
export const textLoaders = Object.fromEntries(
  ENDINGS.map((ending) => [ending, /** @type {const} */ ('text')]),
);

/**
 * For Vite, and so for the tests.
 * @type {import('vite').Plugin}
 */
export const textFiles = {
  name: 'text-files',
  load(id) {
    if (!ENDINGS.some((ending) => id.endsWith(ending))) return undefined;
    return `export default ${JSON.stringify(readFileSync(id, 'utf8'))};`;
  },
};
